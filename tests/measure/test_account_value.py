"""What an account's readers cost and how many of the residents follow it, as the ledgers state it."""

import pytest
from worlds import measure

ACCOUNT = {"account_id": "a", "unit_id": "t", "fans": 2000, "reads_last_year": 24_500, "yearly_cost": 49_000.0}
UNIT = {"unit_id": "t", "name": "县南山镇", "residents": 10_000}


def value_of(tmp_path, account=(), unit=()) -> dict[str, object]:
    tables = {"account": [{**ACCOUNT, **dict(account)}], "unit": [{**UNIT, **dict(unit)}]}
    (row,) = measure(tmp_path, tables)["account_value"]
    return row


def test_a_read_is_two_minutes_and_costs_its_part_of_the_year(tmp_path) -> None:
    assert value_of(tmp_path) == {
        "account_id": "a", "unit_id": "t", "reader_minutes": 49_000.0, "cost_per_minute": 1.0, "cost_per_fan": 24.5,
        "reach_share": 0.2,
    }  # fmt: skip


def test_what_nobody_reads_costs_all_of_it(tmp_path) -> None:
    assert value_of(tmp_path, {"reads_last_year": 0})["cost_per_minute"] == 49_000.0


@pytest.mark.parametrize(
    ("account", "unit", "empty"),
    [
        ({"reads_last_year": None}, {}, {"reader_minutes", "cost_per_minute"}),
        ({"yearly_cost": None}, {}, {"cost_per_minute", "cost_per_fan"}),
        ({"fans": None}, {}, {"cost_per_fan", "reach_share"}),
        ({"fans": 0}, {}, {"cost_per_fan"}),
        ({}, {"residents": None}, {"reach_share"}),
        ({}, {"residents": 0}, {"reach_share"}),
        ({"unit_id": None}, {}, {"unit_id", "reach_share"}),
    ],
)
def test_what_the_ledgers_do_not_state_is_empty(tmp_path, account, unit, empty) -> None:
    assert {name for name, value in value_of(tmp_path, account, unit).items() if value is None} == empty
