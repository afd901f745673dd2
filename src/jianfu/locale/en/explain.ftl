plan-explain-together = These { $things } together.{ " " }
plan-explain-between = ;{ " " }
plan-explain-gains = { $together }On a working day: { $parts }.
plan-explain-gain = { $people } { $post } ({ $level }) get back { $middle } minutes together ({ $low } to { $high })
plan-explain-added = { $people } { $post } ({ $level }) get { $middle } minutes more to bear together ({ $low } to { $high })
plan-explain-hidden = Levels and posts of fewer than five people are not shown.
plan-explain-into = { $choice } into “{ $target }”
plan-explain-nothing-else = Nothing else was possible: nothing of its kind does the same for mostly the same people and would hold everybody, and no evidence lets it end. The plan's settings say what counts as the same.
plan-explain-protected = As long as that holds it is left alone; when it no longer does, the next plan weighs it like the others.
plan-explain-apart = each by itself
plan-explain-as-good = The runner-up, “{ $other }”, is as good within the proven gap.
plan-explain-more = Not “{ $other }”: it costs everybody together { $minutes } minutes a day more, { $worst } of them the most burdened tenth's{ $moved ->
        [0] .
       *[other] ; people to be brought in: { $moved } against this choice.
    }
plan-explain-less = Not “{ $other }”: though everybody together would spend { $minutes } minutes a day less, it does not pay by the plan's weights (the most burdened tenth differ by { $worst } minutes, people to be brought in by { $moved }).
plan-risk-end-forgotten = Risk: nobody minds the end once it is written down; on that day the group is dissolved or made a lasting one.
plan-risk-records = Risk: files and records go with it; archive them first.
plan-risk-ledger-only = Risk: no message of the group is at hand; this rests on the ledger alone. Its owner should confirm that nobody uses it.
plan-risk-not-yet-in = Risk: { $count } people are not in the target yet and get no notice until they are. People first, then close.
plan-risk-unconfirmed = Risk: duties through this group that were inferred from evidence and confirmed by nobody: { $count }.
plan-risk-screen-unread = Risk: whoever does not look at the screen misses it.
plan-flip-idle-days = If the limit of silence were { $at } days instead of { $now }: { $other }.
plan-flip-quiet-days = If the silence asked for after the end of a task were { $at } days instead of { $now }: { $other }.
plan-flip-same-people = If more than { $at } of the members had to be the same instead of { $now }, these would not become one: { $other }.
plan-flip-same-purpose = If purposes had to be more alike than { $at } instead of { $now }, these would not become one: { $other }.
plan-flip-unit-limit = If the unit might keep { $at } groups instead of { $now }: rather { $other }.
plan-flip-worst-tenth = If the most burdened tenth weighed { $at } instead of { $now }: at the latest then, { $other } would pay better.
plan-flip-total = If everybody together weighed { $at } instead of { $now }: at the latest then, { $other } would pay better.
plan-flip-moved = If moving one person cost { $at } minutes instead of { $now }: at the latest then, { $other } would pay better.
plan-flip-group-open = If one group more took each member { $at } minutes a day instead of { $now }: at the latest then, { $other } would pay better.
plan-flip-group-upkeep = If keeping a group took { $at } minutes a day instead of { $now }: at the latest then, { $other } would pay better.
plan-flip-account-upkeep = If keeping an account took { $at } minutes a day instead of { $now }: at the latest then, { $other } would pay better.
plan-flip-app-upkeep = If keeping an app took { $at } minutes a day instead of { $now }: at the latest then, { $other } would pay better.
order-annex-why = Item by item
order-why-note = Whom each gives minutes back (middle estimate, low and high in brackets), why not the runner-up, what it risks, and what would change the answer.
order-why = { $number }. { $name }: { $words }
