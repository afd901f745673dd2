"""Runs the cases a rule carries, on any engine: how a rule proves itself, in the tests and by ``jianfu rules test``."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jianfu.detect.exemptions import Exemptions, covering
from jianfu.detect.rule import Case, Rule
from jianfu.engine.protocol import Engine, Scalar
from jianfu.tables.exemption import EXEMPTION


@dataclass(frozen=True)
class CaseResult:
    """What one case gave: ``found`` in order of subject, and whether it is what was expected."""

    rule_id: str
    case: Case
    engine: str
    found: tuple[Mapping[str, Scalar], ...]
    passed: bool


def run_cases(rule: Rule, engine: Engine) -> list[CaseResult]:
    """Every case of the rule on this engine. Raises ``Defect`` where the engine refuses the query."""
    return [run_case(rule, case, engine) for case in rule.cases]


def run_case(rule: Rule, case: Case, engine: Engine) -> CaseResult:
    """One case: passed if exactly the expected subjects were found, each with the columns the case states.

    Where a limit has no value on the case's day the rule does not apply, and so finds nothing.
    """
    bound = bound_for(rule, case)
    rows = engine.query(rule.query, case.tables, bound).to_pylist() if bound is not None else []
    found = sorted(without_exempt(rule, case, rows), key=_order)
    return CaseResult(rule.id, case, engine.name, tuple(found), agree(case.expect, found))


def bound_for(rule: Rule, case: Case) -> Mapping[str, Scalar] | None:
    """What the query is run with; ``None`` where the rule does not apply on the case's day."""
    limits = {name: held.value for name, parameter in rule.parameters.items() if (held := parameter.at(case.as_of))}
    bound = {"as_of": case.as_of, **limits, **case.parameters}
    return bound if all(bound.get(name) is not None for name in rule.parameters) else None


def without_exempt(rule: Rule, case: Case, rows: Sequence[Mapping[str, Scalar]]) -> list[Mapping[str, Scalar]]:
    """The findings no valid exemption of the case covers, as an audit leaves them open."""
    if not rule.exemptions_honoured or EXEMPTION.name not in case.tables:
        return list(rows)
    exemptions = Exemptions(case.tables[EXEMPTION.name])

    def covered(row: Mapping[str, Scalar]) -> str | None:
        unit = row["unit_id"]
        subject = (rule.subject, str(row["subject_id"]))
        return covering(exemptions.of(rule.id, subject, None if unit is None else str(unit)), case.as_of)

    return [row for row in rows if not covered(row)]


def agree(expected: Sequence[Mapping[str, Scalar]], found: Sequence[Mapping[str, Scalar]]) -> bool:
    """Whether exactly the expected subjects were found, each with the columns stated."""
    pairs = zip(sorted(expected, key=_order), sorted(found, key=_order), strict=False)
    return len(found) == len(expected) and all(_agrees(one, other) for one, other in pairs)


def _order(row: Mapping[str, Scalar]) -> tuple[str, str]:
    return str(row.get("subject_id")), str(row.get("value"))


def _agrees(expected: Mapping[str, Scalar], found: Mapping[str, Scalar]) -> bool:
    return all(_same(value, found.get(name)) for name, value in expected.items())


def _same(expected: Scalar, found: Scalar) -> bool:
    if isinstance(expected, float) or isinstance(found, float):
        if isinstance(expected, int | float) and isinstance(found, int | float):
            return math.isclose(expected, found, rel_tol=1e-9, abs_tol=1e-9)
        return False
    return expected == found
