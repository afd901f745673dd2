cli-plan = Propose what to keep, merge, end or embed, so that people get minutes back and no duty is lost.
cli-plan-out = The folder for the plan.
cli-plan-weights = A file with your own weights, costs and limits, instead of those that come with Jianfu.
cli-plan-seconds = Most seconds to search; the best plan so far is written with its proven gap.
cli-plan-seed = The same seed gives the same plan.
cli-plan-done =
    { $status ->
        [optimal] Proven to be the best plan (within { $gap } %)
       *[feasible] A good plan, at most { $gap } % from the best one; give it more time with --seconds
    }, in { $seconds } s: { $out }
    { $changes } changes, { $moved } people to be brought into another group.
    The most burdened tenth: { $worst_tenth_before } minutes a day before, { $worst_tenth_after } after; everybody together { $minutes_before } before, { $minutes_after } after.
cli-plan-choices = What becomes of things: { $choices }
cli-plan-duties = { $duties } duties are protected, { $proposed } of them proposed from evidence: have them confirmed (duties.parquet). { $uncarried } duties of the ledger go through nothing that is known.
step-plan-read = Reading the audit
step-plan-search = Searching for the best plan
step-plan-write = Writing the plan
plan-kind-group = group
plan-kind-account = account
plan-kind-app = app
plan-kind-form = form
plan-choice-keep = keep
plan-choice-merge = merge
plan-choice-dissolve = dissolve
plan-choice-temporary = make temporary, with an end
plan-choice-screen = entry of the worker's screen
plan-choice-embed = embed
plan-choice-stop = stop
plan-reason-protected-exempt = It is exempt for security or emergency work.
plan-reason-protected-restricted = What is said there is for those alone who must know.
plan-reason-protected-members-unknown = Who is in it is not known, so nobody can say who would be left out.
plan-reason-protected-seasonal = Its work sleeps and wakes with the year; enter the date of the next task instead of ending it.
plan-reason-protected-citizens = Citizens are in it or use it.
plan-reason-takes-in-others = It stays, and takes in others that do the same work.
plan-reason-no-duty = No duty goes through it: it has long been silent, or its task is over and it has fallen quiet.
plan-reason-same-work-group = The same work goes on in the target, with mostly the same people.
plan-reason-same-work-account = The unit has another account on the same platform.
plan-reason-same-work-app = The target does the same for the same people.
plan-reason-same-work-form = The target asks the same level for mostly the same fields, as often.
plan-reason-needs-an-end = A temporary group whose task has no end, or goes on past it: give it a new end, or make it a lasting one.
plan-reason-carries-a-duty = A duty goes through it, and nothing else could carry it for fewer minutes.
plan-demand-limit = the limit of the unit
plan-demand-protection = what is protected is left alone
plan-demand-duty = every duty keeps a path
plan-demand-same-work = only what does the same work is merged
plan-demand-size = the size a group may have
plan-clash-unit-limit = { $unit } has { $groups } groups and may keep { $most }; it cannot come below { $least }. These demands clash, and easing any one of them would do: { $demands }.
problem-not-a-plan = { $path } is no plan. Make one with “jianfu plan RUN --out PLAN”.
problem-plan-unreadable = { $path } cannot be read. Make the plan again.
problem-weights-unreadable = { $path } does not have the shape of a file of weights: { $reason }
problem-weights-unknown = { $path }: the plan knows no setting “{ $name }”.
problem-weights-number = { $path }: “{ $name }” must be a number of zero or more.
