cli-what-if = Shows which findings of a finished run would appear and vanish under other limits: RULE limit=VALUE RUN, or a sweep limit=0.6..0.9/0.1; measures nothing again
what-if-counts = Open findings: { $before } → { $after } ({ $appear } appear, { $vanish } vanish)
what-if-level = {"  "}{ $level }: { $before } → { $after } (+{ $appear }, -{ $vanish })
what-if-level-province = province
what-if-level-city = city
what-if-level-county = county
what-if-level-township = township
what-if-level-village = village
what-if-level-unknown = level unknown
what-if-more = {"  "}… and { $count } more (--json lists all)
what-if-told-alone = { $rule }: { $count } findings would be told by themselves
what-if-told-by-it = { $rule }: { $count } findings would be told by another one
what-if-sweep-head = { $parameter }: open findings (appear, vanish)
what-if-sweep-line = {"  "}{ $value }: { $after } (+{ $appear }, -{ $vanish })
problem-what-if-parameter = The rule “{ $rule }” has no limit “{ $parameter }”; write NAME=VALUE. It has: { $known }
problem-what-if-value = “{ $value }” is no value for { $parameter } of the rule “{ $rule }”: { $kind }, in { $unit }.
problem-what-if-sweep = “{ $value }” is no sweep of { $parameter }: write FROM..TO/STEP with FROM below TO and at most { $most } steps.
problem-what-if-two-sweeps = Only one limit can be swept at a time, not: { $parameters }
problem-what-if-limits-missing = The rule “{ $rule }” has no number here for: { $limits }. Give it as well.
problem-what-if-input-missing = The rule “{ $rule }” has nothing to look at in this run: { $tables } is empty.
problem-what-if-failed = The rule “{ $rule }” failed: { $words }
problem-what-if-other-packs = The run was made under other limits of the rule “{ $rule }” than these packs hold. Name its packs with --pack.
problem-what-if-packs-elsewhere = The run was made with packs from folders ({ $packs }). Name them with --pack, and the others as well.
