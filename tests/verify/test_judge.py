"""Pairs exactly at and just past every limit; what chance or the constants could explain is never claimed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianfu.verify.compare import verdict
from jianfu.verify.judge import Measured, compare, outcome_of
from jianfu.verify.limits import verify_limits
from jianfu.verify.model import Amount, Change, Figure, Period, Rebound
from jianfu.verify.periods import why_not
from jianfu.verify.rebound import more_calls

LIMITS = verify_limits()
MARGIN = LIMITS["margin"]


def measured(middle: float, *, fixed: float = 0.0, error: float = 0.0, spread: float = 0.0) -> Measured:
    return Measured(Amount(middle * (1 - spread), middle, middle * (1 + spread)), fixed, error)


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [
        (-2.0, -2.0, "unchanged"),
        (-2.1, -2.1, "improved"),
        (2.0, 2.0, "unchanged"),
        (2.1, 2.1, "worse"),
        (-2.0, 2.0, "unchanged"),
        (-2.1, 2.0, "cannot_tell"),
        (-2.0, 2.1, "cannot_tell"),
        (-9.0, -2.0, "cannot_tell"),
        (-9.0, -2.1, "improved"),
        (2.0, 9.0, "cannot_tell"),
        (-9.0, 9.0, "cannot_tell"),
    ],
)
def test_an_outcome_at_and_just_past_two_percent(least: float, most: float, expected: str) -> None:
    assert outcome_of(100.0, least, most, 0.02) == expected


def test_a_change_at_the_margin_is_none_and_one_just_past_it_is_one() -> None:
    before = measured(100.0)
    assert compare(before, measured(100 - 100 * MARGIN), LIMITS).outcome == "unchanged"
    assert compare(before, measured(99.9 - 100 * MARGIN), LIMITS).outcome == "improved"
    assert compare(before, measured(100 + 100 * MARGIN), LIMITS).outcome == "unchanged"
    assert compare(before, measured(100.1 + 100 * MARGIN), LIMITS).outcome == "worse"


def test_the_same_saving_is_not_claimed_where_days_differ_much() -> None:
    assert compare(measured(100, error=0.01), measured(90, error=0.01), LIMITS).outcome == "improved"
    assert compare(measured(100, error=0.10), measured(90, error=0.10), LIMITS).outcome == "cannot_tell"


def test_what_is_counted_and_not_sampled_has_no_error() -> None:
    change = compare(measured(0, fixed=20, error=0.5), measured(0, fixed=0, error=0.5), LIMITS)
    assert (change.least, change.most, change.outcome) == (-20, -20, "improved")


def test_a_saving_that_all_else_saw_too_is_not_the_plans() -> None:
    assert compare(measured(100), measured(80), LIMITS, drift=0.0).outcome == "improved"
    assert compare(measured(100), measured(80), LIMITS, drift=-0.2).outcome == "cannot_tell"
    assert compare(measured(100), measured(80), LIMITS, drift=0.2).outcome == "improved"


def test_every_case_of_the_constants_must_agree() -> None:
    after = Measured(Amount(51.0, 90.0, 140.0), 0.0, 0.0)
    assert compare(Measured(Amount(50.0, 100.0, 150.0), 0.0, 0.0), after, LIMITS).outcome == "cannot_tell"


@given(
    st.floats(1, 1e4), st.floats(0, 1e4), st.floats(0, 0.5), st.floats(0, 0.5), st.floats(-0.5, 0.5), st.floats(0, 0.9)
)
def test_more_uncertainty_never_makes_a_claim_out_of_none(
    before: float, after: float, error: float, more: float, drift: float, spread: float
) -> None:
    sure = compare(measured(before, error=error, spread=spread), measured(after, error=error, spread=spread), LIMITS)
    less = compare(
        measured(before, error=error + more, spread=spread), measured(after, error=error + more, spread=spread), LIMITS, drift
    )  # fmt: skip
    assert less.least <= sure.least
    assert less.most >= sure.most
    assert less.outcome in (sure.outcome, "cannot_tell")


FIRST = date(2026, 9, 1)


def period(after_days: int = 0, **more: int) -> Period:
    start = FIRST + timedelta(after_days)
    facts = {"working_days": 20, "holidays": 0, "emergency_days": 0, **more}
    return Period(start, start + timedelta(29), **facts)


def codes(before: Period | None, after: Period | None) -> list[str]:
    return [reason.code for reason in why_not(before, after, LIMITS)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (period(), period(30), []),
        (period(), period(29), ["not-later"]),
        (period(30), period(), ["not-later"]),
        (period(), period(30, working_days=10), []),
        (period(), period(30, working_days=9), ["too-short"]),
        (period(working_days=9), period(30), ["too-short"]),
        (period(), period(30, holidays=3), []),
        (period(), period(30, holidays=4), ["holidays"]),
        (period(holidays=4), period(30, holidays=4), []),
        (period(emergency_days=30), period(30, emergency_days=23), []),
        (period(emergency_days=30), period(30, emergency_days=22), ["emergency-days"]),
        (None, period(), ["no-messages"]),
        (period(), None, ["no-messages"]),
    ],
)
def test_periods_at_and_just_past_each_limit(before: Period | None, after: Period | None, expected: list[str]) -> None:
    assert codes(before, after) == expected


@pytest.mark.parametrize(("later", "told"), [(100, False), (132, False), (133, True), (400, True)])
def test_calls_count_as_more_only_past_what_chance_explains(later: int, told: bool) -> None:
    assert bool(list(more_calls((100, later), (20, 20), LIMITS))) is told


def figure(name: str, outcome: str) -> Figure:
    return Figure(name, None, Change(Amount(1, 1, 1), Amount(1, 1, 1), 0.0, 0.0, outcome), outcome)


def test_the_verdict_is_of_what_the_plan_touched_unless_everybody_is_worse_off_or_on_the_telephone() -> None:
    calls = (Rebound("calls", {"before": 1, "after": 9}),)
    both = [figure("everybody", "unchanged"), figure("touched", "improved")]
    assert verdict(both, ()) == "improved"
    assert verdict(both, calls) == "cannot_tell"
    assert verdict([figure("everybody", "worse"), both[1]], ()) == "worse"
    assert verdict([figure("everybody", "unchanged")], ()) == "unchanged"
    assert verdict([], ()) == "cannot_tell"
