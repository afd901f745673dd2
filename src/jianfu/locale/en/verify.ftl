cli-verify = Compare two audits: whether a plan has helped and whether the load came back. Only comparable periods are judged.
cli-verify-out = The folder for the result.
cli-verify-plan = Check each proposal of this plan: carried out or not, and with what effect.
cli-verify-done = Carried out: { $parts }
cli-verify-outcome = Effect of each proposal: { $parts }
cli-verify-written = Result: { $out }
verify-title = Has the burden come down?
verify-head = Two audits compared · made from the data
verify-verdict-improved = Verdict: improved. The minutes saved are more than error and the choice of constants could explain.
verify-verdict-unchanged = Verdict: unchanged. The difference lies within the limits of error.
verify-verdict-worse = Verdict: worse. The minutes added are more than error and the choice of constants could explain.
verify-verdict-cannot_tell = Verdict: cannot tell.
verify-outcome-improved = improved
verify-outcome-unchanged = unchanged
verify-outcome-worse = worse
verify-outcome-cannot_tell = cannot tell
verify-done-done = done
verify-done-not_done = not done
verify-done-unknown = unknown
verify-reason-no-messages = Reason: the { $which ->
        [before] first
       *[after] second
    } audit holds no messages; nothing shows where time goes.
verify-reason-not-later = Reason: the periods overlap or stand in the wrong order (the first ends on { $last }, the second begins on { $first }).
verify-reason-too-short = Reason: the { $which ->
        [before] first
       *[after] second
    } period has { $days } working days; { $least } are needed.
verify-reason-holidays = Reason: public holidays differ too much ({ $before } of { $days_before } days before, { $after } of { $days_after } after).
verify-reason-emergency-days = Reason: flood season or other emergencies differ too much ({ $before } of { $days_before } days before, { $after } of { $days_after } after).
verify-reason-other-version = Reason: the audits were made by different versions ({ $before }, { $after }); audit both again with one.
verify-reason-other-constants = Reason: the audits count with different constants; audit both again with the same.
verify-reason-other-people = Reason: of { $before } person codes of the first audit only { $same } stand in the second; the key may have changed.
verify-reason-background = Reason: groups the plan left alone changed by { $percent } % themselves; what the plan did cannot be told apart.
verify-period-before = First period: { $first } to { $last }, { $days } working days.
verify-period-after = Second period: { $first } to { $last }, { $days } working days.
verify-numerals = 1234
verify-heading-figures = { $number }. The same measures before and after (minutes a working day)
verify-heading-proposals = { $number }. Proposal by proposal
verify-heading-rebound = { $number }. Has it come back?
verify-heading-method = { $number }. How this is counted
verify-column-figure = Measure
verify-column-before = Before
verify-column-after = After
verify-column-range = Change between
verify-column-outcome = Outcome
verify-column-thing = Thing
verify-column-choice = Action
verify-column-done = Carried out
verify-figure-everybody = One person, on average
verify-figure-worst-tenth = One person of the most burdened tenth
verify-figure-touched = What the plan touched, everybody together (with what came back in its place)
verify-range = { $middle } ({ $low } to { $high })
verify-change = { $least } to { $most }
verify-rebound-back = Closed and back again: { $things } ({ $names }), together { $minutes } minutes a day.
verify-rebound-private = New groups that nobody owns or approved: { $things }, together { $minutes } minutes a day. { $names }
verify-rebound-apps = New apps: { $things } ({ $names }), together { $minutes } minutes a day.
verify-rebound-calls = More calls: { $before } a working day before, { $after } after, more than chance explains. The time may have moved to the telephone. { $names }{ $minutes }
verify-no-rebound = No rebound was found in the data at hand.
verify-silent-calls = The data holds no calls; whether the telephone took over nobody can tell from it.
verify-silent-apps = At least one of the audits has no ledger of apps; whether there are new ones nobody can tell from it.
verify-method = Minutes are counted as the plan counts them: messages, opening, upkeep. Each figure reads “middle (low to high)”; low and high come from the constants. The range of a change holds every value of the constants, { $errors } standard errors of the variation between working days, and whatever the change of groups the plan left alone could explain; up to { $margin } % counts as no change.
