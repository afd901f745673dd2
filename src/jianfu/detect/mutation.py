"""Runs the cases of a rule against its mutants: one that no case notices shows a case that is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jianfu.packs
from jianfu.base.errors import Defect, UserProblem
from jianfu.base.yaml_file import read_yaml
from jianfu.detect.cases import agree, bound_for, run_cases, without_exempt
from jianfu.detect.mutants import Mutant, mutants_of, shifted
from jianfu.detect.rule import Case, Rule
from jianfu.engine.duckdb import Ask, DuckdbEngine

EQUIVALENTS = Path(jianfu.packs.__file__).parent / "national/equivalents.yaml"
"""Rule -> mutant -> why no case can notice it: it finds the same in every world."""


@dataclass(frozen=True)
class Mutation:
    """What became of the mutants of one rule."""

    rule_id: str
    count: int
    survivors: tuple[str, ...]
    """Those no case notices, in order."""
    equivalent: tuple[str, ...]
    """Those of them that are known to find the same in every world."""
    stale: tuple[str, ...]
    """Listed as equivalent, but noticed by a case or no mutant of the rule any more."""

    @property
    def unnoticed(self) -> tuple[str, ...]:
        """The survivors nobody has an excuse for: cases are missing."""
        return tuple(name for name in self.survivors if name not in self.equivalent)

    @property
    def sound(self) -> bool:
        """Whether every mutant is noticed, or rightly listed."""
        return not self.stale and not self.unnoticed


@cache
def known_equivalents() -> Mapping[str, Mapping[str, object]]:
    """The list that comes with the rules."""
    return read_yaml(EQUIVALENTS)


def mutate(rule: Rule, engine: DuckdbEngine) -> Mutation:
    """Every mutant of a rule against every case, until one of them notices it.

    Raises ``UserProblem`` where the rule fails a case as it is: then every mutant would seem noticed.
    """
    if failed := [result for result in run_cases(rule, engine) if not result.passed]:
        raise UserProblem("mutate-failing", rule=rule.id, count=len(failed))
    mutants = mutants_of(rule)
    alive = list(mutants)
    for case in rule.cases:
        if not alive:
            break
        with engine.open_tables(case.tables, rule.query.reads) as ask:
            alive = [mutant for mutant in alive if not _noticed(rule, case, mutant, ask)]
    survivors = tuple(mutant.name for mutant in alive)
    listed = known_equivalents().get(rule.id, {})
    return Mutation(
        rule.id,
        len(mutants),
        survivors,
        equivalent=tuple(name for name in survivors if name in listed),
        stale=tuple(sorted(set(listed) - set(survivors))),
    )


def _noticed(rule: Rule, case: Case, mutant: Mutant, ask: Ask) -> bool:
    bound = bound_for(rule, case)
    if bound is None:
        return False
    if mutant.shift:
        name, step = mutant.shift
        bound = {**bound, name: shifted(bound[name], step)}
    try:
        found = ask(mutant.query, bound).to_pylist()
    except Defect:
        # A number that no longer exists (a root, an overflow) is noticed as well.
        return True
    return not agree(case.expect, without_exempt(rule, case, found) if mutant.honoured else found)
