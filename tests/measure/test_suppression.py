"""No figure over fewer than five people, and none that could be got by subtraction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianfu.measure.burden.tables import BURDEN_BEARER, BURDEN_PERSON
from jianfu.measure.suppression import SMALLEST_SHOWN, hidden_parts, is_small
from jianfu.report.figures.bearers import bearer_rows, bearers_of_unknown_level, headline
from jianfu.report.model import Range


def bearers(*cells: tuple[str, str, int]):
    figures = dict.fromkeys(
        ("mean_low", "mean_middle", "mean_high", "median_middle", "p90_middle", "off_hours_middle", "avoidable_middle"),
        60.0,
    )
    rows = [
        {"level": level, "post": post, "people": people, "groups_median": 9.0, **figures}
        for level, post, people in cells
    ]
    return BURDEN_BEARER.arrow(rows)


def parts(*people: int) -> set[int]:
    return {int(name) for name in hidden_parts({str(place): count for place, count in enumerate(people)})}


@pytest.mark.parametrize(("people", "small"), [(0, False), (1, True), (4, True), (5, False), (None, True)])
def test_four_people_are_too_few_and_five_are_enough(people, small) -> None:
    assert is_small(people) is small


def test_a_single_small_part_takes_its_smallest_neighbour_with_it() -> None:
    assert parts(3, 40, 24) == {0, 2}


def test_two_small_parts_that_add_up_to_five_hide_nobody_else() -> None:
    assert parts(2, 3, 40) == {0, 1}


def test_two_small_parts_that_add_up_to_four_hide_one_more() -> None:
    assert parts(2, 2, 40) == {0, 1, 2}


def test_nothing_is_hidden_where_every_part_is_big_enough() -> None:
    assert parts(5, 6, 7) == set()


@given(st.lists(st.integers(0, 60), max_size=9))
def test_what_is_hidden_is_never_fewer_than_five_people_unless_all_is_hidden(people: list[int]) -> None:
    hidden = parts(*people)
    assert {index for index, count in enumerate(people) if 0 < count < SMALLEST_SHOWN} <= hidden
    left = [count for index, count in enumerate(people) if index not in hidden and count]
    if hidden and left:
        assert len(hidden) > 1
        assert sum(people[index] for index in hidden) >= SMALLEST_SHOWN


def test_a_level_of_four_is_hidden_with_all_its_posts_and_another_level_beside_it() -> None:
    rows = bearer_rows(bearers(("county", "staff", 4), ("township", "staff", 30), ("village", "village_cadre", 90)))
    hidden = {(row.level, row.post) for row in rows if row.suppressed}
    assert hidden == {("county", None), ("township", None)}
    assert all(row.people is None and row.minutes is None for row in rows if row.suppressed)
    assert not any(row.level in ("county", "township") and row.post for row in rows)


def test_a_level_of_exactly_five_is_shown() -> None:
    rows = bearer_rows(bearers(("county", "staff", 5)))
    assert [(row.level, row.post, row.people) for row in rows] == [("county", None, 5), ("county", "staff", 5)]


def test_four_people_in_all_have_no_headline() -> None:
    table = bearers(("county", "staff", 4))
    assert headline(table, bearer_rows(table), Range(0, 0, 0)) is None


def test_where_no_unit_is_known_everybody_stands_in_one_row() -> None:
    person = {
        "groups": 2,
        "minutes_low": 1.0,
        "minutes_middle": 2.0,
        "minutes_high": 4.0,
        "off_hours_middle": 1.0,
        "avoidable_middle": 0.5,
    }
    table = bearers_of_unknown_level(BURDEN_PERSON.arrow([{"person_id": f"p{n}", **person} for n in range(5)]))
    found = headline(table, bearer_rows(table), Range(0, 0, 0))
    assert (found.people, found.minutes, found.off_hours_share) == (5, Range(1.0, 2.0, 4.0), 0.5)
    assert bearers_of_unknown_level(BURDEN_PERSON.arrow()).num_rows == 0


def test_people_of_unknown_level_stand_apart() -> None:
    rows = bearer_rows(bearers((None, None, 12), ("county", "staff", 9)))
    assert [(row.level, row.post) for row in rows] == [("county", None), ("county", "staff"), ("unknown", None)]


@pytest.mark.parametrize(
    ("people", "median", "p90"), [(9, None, None), (10, 60.0, None), (49, 60.0, None), (50, 60.0, 60.0)]
)
def test_a_percentile_needs_five_people_beyond_it(people, median, p90) -> None:
    row = bearer_rows(bearers(("county", "staff", people)))[1]
    assert (row.median, row.p90) == (median, p90)
