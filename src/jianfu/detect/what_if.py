"""What other limits would find (what-if), from what a finished run left: nothing is measured again."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa

from jianfu.base.errors import Defect, UserProblem
from jianfu.detect.exemptions import Exemptions
from jianfu.detect.rule import DatedValue, Rule
from jianfu.detect.run import Row, RuleInputs, run_rule, settle
from jianfu.engine.protocol import Scalar

UNKNOWN = "unknown"
"""The level of a finding without a unit, or of a unit without a level."""


@dataclass(frozen=True)
class Change:
    """A finding that other limits bring, take away, or move between states; a state is ``None`` where it is not."""

    rule_id: str
    subject_id: str
    subject_name: str
    unit_id: str | None
    level: str
    value: float | None
    before: str | None
    after: str | None

    @property
    def appears(self) -> bool:
        """Open now, and not before."""
        return self.after == "open" and self.before != "open"

    @property
    def vanishes(self) -> bool:
        """Open before, and not now."""
        return self.before == "open" and self.after != "open"


@dataclass(frozen=True)
class LevelCount:
    """Open findings of the rule whose units are of one level."""

    before: int
    after: int
    appear: int
    vanish: int


@dataclass(frozen=True)
class WhatIf:
    """One rule under other limits, beside the run as it was."""

    rule_id: str
    limits: Mapping[str, Scalar]
    """All limits of the rule as they would be."""
    were: Mapping[str, Scalar]
    """As they are on the day of the run; empty where the place has none."""
    levels: Mapping[str, LevelCount]
    changes: tuple[Change, ...]
    """Of this rule first, then of the rules whose findings it tells or no longer tells."""

    @property
    def before(self) -> int:
        """Open findings of the rule in the run."""
        return sum(count.before for count in self.levels.values())

    @property
    def after(self) -> int:
        """Open findings of the rule under these limits."""
        return sum(count.after for count in self.levels.values())


def what_if(
    rules: Sequence[Rule], rule: Rule, limits: Mapping[str, Scalar], inputs: RuleInputs, findings: pa.Table
) -> WhatIf:
    """Runs one rule again with some of its limits changed and settles what mutes what anew.

    ``findings`` are those of the run. Raises ``UserProblem`` where a limit has no value, where the table the rule
    needs is empty, and where the run was made with other limits than ``rules`` say.
    """
    were = {name: held.value for name, one in rule.parameters.items() if (held := one.at(inputs.as_of))}
    wanted = {**were, **limits}
    if lacking := [name for name in rule.parameters if name not in wanted]:
        raise UserProblem("what-if-limits-missing", rule=rule.id, limits=", ".join(lacking))
    before = {(str(row["rule_id"]), str(row["subject_id"])): row for row in findings.to_pylist()}
    if rule.limits(inputs.as_of) is not None and rule.status == "active":
        _same_as_run(rule, _found(rule, inputs), before)
    changed = _with_limits(rule, wanted, inputs.as_of)
    rows = {**{key: _fresh(row) for key, row in before.items() if key[0] != rule.id}, **_found(changed, inputs)}
    by_id = {each.id: each for each in rules} | {rule.id: changed}
    settle(
        [(by_id[key[0]], row) for key, row in rows.items()], Exemptions(inputs.sources.rows("exemption")), inputs.as_of
    )
    levels = dict(zip(*(inputs.sources.rows("unit")[name].to_pylist() for name in ("unit_id", "level")), strict=True))
    changes = tuple(
        sorted(_changes(before, rows, levels), key=lambda one: (one.rule_id != rule.id, one.rule_id, one.subject_id))
    )
    return WhatIf(rule.id, wanted, were, _counted(rule.id, before, rows, levels, changes), changes)


def _found(rule: Rule, inputs: RuleInputs) -> dict[tuple[str, str], Row]:
    state, rows, facts = run_rule(rule, inputs)
    if state == "input_missing":
        raise UserProblem("what-if-input-missing", rule=rule.id, tables=", ".join(facts))
    if state == "error":
        raise Defect("what-if-failed", rule=rule.id, words=facts[0])
    return {(rule.id, str(row["subject_id"])): row for row in rows}


def _same_as_run(rule: Rule, found: Mapping[tuple[str, str], Row], before: Mapping[tuple[str, str], Row]) -> None:
    then = {key: row["limit_value"] for key, row in before.items() if key[0] == rule.id}
    if then != {key: row["limit_value"] for key, row in found.items()}:
        raise UserProblem("what-if-other-packs", rule=rule.id)


def _with_limits(rule: Rule, limits: Mapping[str, Scalar], as_of: date) -> Rule:
    parameters = {
        name: replace(one, values=(DatedValue(as_of, limits[name], None, "what-if"),))
        for name, one in rule.parameters.items()
    }
    return replace(rule, parameters=parameters, status="active")


def _fresh(row: Row) -> Row:
    """A finding as its rule gave it, before exemptions and muting."""
    return {**row, "state": "open", "because": None, "lapsed_exemption_id": None}


def _changes(
    before: Mapping[tuple[str, str], Row], after: Mapping[tuple[str, str], Row], levels: Mapping[str, str | None]
) -> Iterator[Change]:
    for key in {**before, **after}:
        then, now = before.get(key), after.get(key)
        states = [None if row is None else str(row["state"]) for row in (then, now)]
        row = now or then or {}
        if states[0] != states[1]:
            unit, value = row["unit_id"], row["value"]
            yield Change(
                rule_id=key[0],
                subject_id=key[1],
                subject_name=str(row["subject_name"]),
                unit_id=None if unit is None else str(unit),
                level=levels.get(str(unit)) or UNKNOWN,
                value=value if isinstance(value, float) else None,
                before=states[0],
                after=states[1],
            )


def _counted(
    rule_id: str,
    before: Mapping[tuple[str, str], Row],
    after: Mapping[tuple[str, str], Row],
    levels: Mapping[str, str | None],
    changes: Sequence[Change],
) -> dict[str, LevelCount]:
    def by_level(rows: Mapping[tuple[str, str], Row]) -> Counter[str]:
        mine = (row for key, row in rows.items() if key[0] == rule_id and row["state"] == "open")
        return Counter(levels.get(str(row["unit_id"])) or UNKNOWN for row in mine)

    then, now = by_level(before), by_level(after)
    appear = Counter(one.level for one in changes if one.rule_id == rule_id and one.appears)
    vanish = Counter(one.level for one in changes if one.rule_id == rule_id and one.vanishes)
    return {level: LevelCount(then[level], now[level], appear[level], vanish[level]) for level in sorted({*then, *now})}
