"""What a plan gives back is worked out as the plan itself was, only with other loads."""

import numpy as np
import pytest
from made_up import instance_of

from jianfu.plan.columns import cover_rows, make_columns
from jianfu.plan.given_back import column_minutes
from jianfu.plan.instance import KEEP
from jianfu.plan.search import search


@pytest.mark.parametrize("seed", range(5))
def test_with_the_plans_own_loads_every_column_costs_what_the_plan_says(seed) -> None:
    instance = instance_of(np.random.default_rng(seed), 9, 14)
    covers = cover_rows(instance)
    columns = make_columns(instance, covers)
    chosen = search(instance, columns, covers).chosen
    things = instance.things
    assert (columns.choice[chosen] != KEEP).any()
    worked_out = column_minutes(instance, columns, chosen, things.load, things.reading)
    assert worked_out == pytest.approx(columns.minutes[chosen])


def test_twice_the_load_gives_twice_the_minutes_less_what_opening_costs() -> None:
    instance = instance_of(np.random.default_rng(3), 9, 14)
    covers = cover_rows(instance)
    columns = make_columns(instance, covers)
    chosen, things = search(instance, columns, covers).chosen, instance.things
    single, double = (
        column_minutes(instance, columns, chosen, times * things.load, times * things.reading) for times in (1, 2)
    )
    opening = np.where((columns.target[chosen] >= 0) & (columns.choice[chosen] != 4), 0.25, 0.0)
    assert double - opening == pytest.approx(2 * (single - opening))
