problem-replay-unreadable = { $path } cannot be read. Make the plan anew.
replay-status-passed = passed
replay-status-refused = refused
replay-status-no_messages = nothing to replay
replay-basis-deadline = sets a deadline
replay-basis-ledger = serves a duty of the ledger
replay-basis-protected = security, emergency or need to know
replay-campaign-one-per-unit = One group for each unit
replay-campaign-smallest-60 = The 60 % smallest groups deleted
replay-campaign-idle-90 = Groups idle for 90 days deleted
problem-replay-other-snapshot = The plan was made from snapshot { $plan }; the dataset now holds { $dataset }. Make a plan from the new data, or name the dataset the plan was made from.
problem-replay-snapshot-gone = The data this plan was made from are no longer there: { $path }. The audit was done anew since; make a plan from it, or name the dataset with “--dataset”.
problem-replay-no-messages = { $path } holds no messages of groups in use. Without messages there is nothing to replay; import the message archive first.
replay-lost =
    { $how ->
        [missed] Missed
       *[late] Too late
    }: notice of { $sent } in “{ $group }” ({ $basis }{ $named ->
        [yes] : { $duty }
       *[no] {""}
    }), due { $due }; not reached in time: { $people }
replay-people = { $role } { $count }
replay-a-few = { $role } fewer than five
replay-role = { $level } / { $post }
replay-role-unknown = post not known
replay-between = {"; "}
replay-nobody-known = members not known
cli-replay = Runs last period's messages through a plan, or through a crude campaign: who is missed, who is late, who gets the same twice.
cli-replay-campaign = Instead of a plan: one group for each unit, the 60 % smallest groups deleted, or groups idle for 90 days deleted.
cli-replay-dataset = The data to replay: a dataset, or the run folder of an audit, which is quicker. By default what the plan was made from.
cli-replay-one-of-two = Give either a PLAN, or --campaign with --dataset.
cli-replay-done =
    Notices that must be acted on: { $must_act }. Missed by somebody: { $missed }; too late for somebody: { $late }.
    The same notice twice or more: { $twice_before } times before, { $twice } after. Groups changed: { $changes }.
    Duties of the ledger lost: { $duties_lost }; protected groups ended: { $protected_ended }; restricted groups opened to others: { $restricted_widened }.
cli-replay-minutes =
    Minutes a working day, everybody together: { $total_before_middle } before ({ $total_before_low } to { $total_before_high }), { $total_after_middle } after ({ $total_after_low } to { $total_after_high }).
    Most burdened tenth, each: { $worst_before_middle } before ({ $worst_before_low } to { $worst_before_high }), { $worst_after_middle } after ({ $worst_after_low } to { $worst_after_high }).
cli-plan-replay-passed = Replay of the messages of { $first } to { $last }: { $must_act } notices that must be acted on, all reach everybody in time.
cli-plan-replay-refused = REFUSED: in the replay of { $first } to { $last }, of { $must_act } notices that must be acted on { $missed } are missed and { $late } come too late. This plan must not be approved.
cli-plan-replay-no_messages = Not replayed: the data hold no messages of groups in use.
step-plan-replay = Replaying the messages
check-refused = its replay lost a notice that must be acted on.
