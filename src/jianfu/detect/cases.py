"""Runs the cases a rule carries, on any engine: how a rule proves itself, in the tests and by ``jianfu rules test``."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from jianfu.detect.rule import Case, Rule
from jianfu.engine.protocol import Engine, Scalar


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
    limits = {name: held.value for name, parameter in rule.parameters.items() if (held := parameter.at(case.as_of))}
    bound = {"as_of": case.as_of, **limits, **case.parameters}
    applies = all(bound.get(name) is not None for name in rule.parameters)
    found = engine.query(rule.query, case.tables, bound).to_pylist() if applies else []
    found.sort(key=_order)
    expected = sorted(case.expect, key=_order)
    passed = len(found) == len(expected) and all(map(_agrees, expected, found))
    return CaseResult(rule.id, case, engine.name, tuple(found), passed)


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
