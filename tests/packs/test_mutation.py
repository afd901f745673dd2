"""Whatever is broken in a rule, however little, one of its cases notices: a limit one step off, < for <=, a guard gone."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import yaml

from jianfu.base.errors import UserProblem
from jianfu.detect.load import load_packs
from jianfu.detect.mutants import EXEMPTION, mutants_of, shifted
from jianfu.detect.mutation import EQUIVALENTS, mutate
from jianfu.detect.rule import Rule
from jianfu.engine.duckdb import DuckdbEngine

RULES = load_packs().rules


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckdbEngine]:
    made = DuckdbEngine(threads=1, memory_megabytes=256)
    yield made
    made.close()


@pytest.mark.slow
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_mutant_is_noticed_by_a_case(rule: Rule, engine: DuckdbEngine) -> None:
    found = mutate(rule, engine)
    assert found.unnoticed == (), "add a case that tells the rule from this"
    assert found.stale == (), "listed as equivalent, but a case notices it, or it is no mutant any more"


def test_every_limit_comparison_guard_and_exemption_is_broken_in_turn() -> None:
    rule = next(rule for rule in RULES if rule.id == "group-zombie")
    names = {mutant.name for mutant in mutants_of(rule)}
    assert {":idle_days +1", ":idle_days -1", EXEMPTION, "WHERE NOT a.last_message_at IS NULL → "} <= names
    assert any(
        name.endswith("> :idle_days → DAYS_BETWEEN(GREATEST(l.seen_on, g.created_on), :as_of) >= :idle_days")
        for name in names
    )
    assert "COALESCE(g.state, 'active') → g.state" in names
    assert len(names) == len(mutants_of(rule)), "every mutant has a name of its own"


@pytest.mark.parametrize(
    ("rule_id", "mutant"),
    [
        ("proof-crowd", "SUM(p.responder_count) → COUNT(p.responder_count)"),
        ("proof-crowd", "MAX(p.responder_count) → MIN(p.responder_count)"),
        ("account-stale", "'active' → 'active?'"),
        ("photo-used-again", "FALSE → TRUE"),
    ],
)
def test_sums_extremes_and_constants_are_broken_in_turn(rule_id: str, mutant: str) -> None:
    assert mutant in {each.name for each in mutants_of(next(rule for rule in RULES if rule.id == rule_id))}


def test_which_of_several_equal_names_is_told_is_not_broken() -> None:
    rule = next(rule for rule in RULES if rule.id == "reply-copied-reply")
    assert not [each.name for each in mutants_of(rule) if "MIN(" in each.name and "→ MAX(m.cluster_id)" in each.name]


def test_the_rule_itself_is_left_as_it_was() -> None:
    for rule in RULES[:5]:
        before = rule.query.tree.sql()
        assert all(
            mutant.query.tree.sql() != before or mutant.shift or not mutant.honoured for mutant in mutants_of(rule)
        )
        assert rule.query.tree.sql() == before


def test_a_case_too_few_is_noticed(engine: DuckdbEngine) -> None:
    """Without the case that stands exactly at the limit, the limit can be moved and nobody would know."""
    rule = next(rule for rule in RULES if rule.id == "account-stale")
    poorer = replace(rule, cases=tuple(case for case in rule.cases if "恰好" not in case.name["zh"]))
    assert ":stale_days -1" in mutate(poorer, engine).unnoticed


def test_a_rule_that_fails_its_own_cases_proves_nothing(engine: DuckdbEngine) -> None:
    rule = next(rule for rule in RULES if rule.id == "account-stale")
    with pytest.raises(UserProblem, match="mutate-failing"):
        mutate(replace(rule, cases=(replace(rule.cases[0], expect=()), *rule.cases[1:])), engine)


def test_a_step_is_the_smallest_there_is() -> None:
    assert [shifted(value, 1) for value in (3, 0.7, True)] == [4, 0.71, False]


def test_what_is_listed_as_equivalent_says_why_in_both_languages() -> None:
    listed = yaml.safe_load(EQUIVALENTS.read_text(encoding="utf-8"))
    for mutants in listed.values():
        assert all(set(why) == {"zh", "en"} and all(why.values()) for why in mutants.values())
