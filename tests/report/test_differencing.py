"""Whatever may be asked for together, no linear combination of it tells of one to four people."""

from itertools import combinations

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jianfu.measure.burden.tables import BURDEN_BEARER, BURDEN_CAUSER, BURDEN_GROUP
from jianfu.measure.group_standing import TABLE as STANDING
from jianfu.measure.suppression import SMALLEST_SHOWN, hidden_among_shared, hidden_parts, is_small
from jianfu.report.figures.bearers import bearer_rows
from jianfu.report.figures.causers import UnitNote, causer_rows, hidden_bills
from jianfu.report.figures.groups import hidden_groups

LEVELS, POSTS = ("county", "township", "village"), ("leader", "middle", "staff")
FIGURES = ("mean_low", "mean_middle", "mean_high", "median_middle", "p90_middle", "off_hours_middle",
           "avoidable_middle", "groups_median")  # fmt: skip
CAUSED = ("minutes_low", "minutes_middle", "minutes_high", "to_others_middle", "rereading_middle", "off_hours_middle")


def derivable(published: list[list[int]], wanted: list[int]) -> bool:
    """Whether ``wanted`` is a linear combination of the rows that are published."""
    if not published:
        return False
    rows = np.array(published, float)
    return np.linalg.matrix_rank(np.vstack([rows, wanted])) == np.linalg.matrix_rank(rows)


def leaks(published: list[list[int]], atoms: list[frozenset[int]]) -> list[tuple[int, ...]]:
    """Every set of atoms over one to four people that can be worked out."""
    found = []
    for size in range(1, len(atoms) + 1):
        for chosen in combinations(range(len(atoms)), size):
            people = frozenset().union(*(atoms[one] for one in chosen))
            if 0 < len(people) < SMALLEST_SHOWN:
                wanted = [int(place in chosen) for place in range(len(atoms))]
                if derivable(published, wanted):
                    found.append(chosen)
    return found


cells = st.dictionaries(st.sampled_from([(level, post) for level in LEVELS for post in POSTS]),
                        st.integers(1, 12), min_size=1)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(cells)
def test_who_bears_tells_of_no_few_people_by_level_by_post_and_in_all(counts) -> None:
    places = sorted(counts)
    start = np.cumsum([0, *(counts[place] for place in places)])
    atoms = [frozenset(range(start[at], start[at + 1])) for at in range(len(places))]
    figures = dict.fromkeys(FIGURES, 1.0)
    table = BURDEN_BEARER.arrow(
        [{"level": level, "post": post, "people": counts[level, post], **figures} for level, post in places]
    )
    published = [
        [int(level == row.level and row.post in (None, post)) for level, post in places]
        for row in bearer_rows(table)
        if not row.suppressed
    ]
    if sum(counts.values()) >= SMALLEST_SHOWN:
        published.append([1] * len(places))  # the headline
    by_level = {level: sum(counts[place] for place in places if place[0] == level) for level, _ in places}
    hidden = hidden_parts(by_level)  # what a plan gives back: the same levels, in whatever order its rows stand
    published += [[int(place[0] == level) for place in places] for level in by_level if level not in hidden]
    assert leaks(published, atoms) == []


reached = st.lists(st.frozensets(st.integers(0, 11), max_size=12), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(
    reached, st.lists(st.sampled_from(("county", "township", "village")), min_size=6, max_size=6), st.integers(0, 63)
)
def test_bills_tell_of_no_few_people_in_the_report_on_the_page_and_in_any_two_scopes(people, levels, scope) -> None:
    assume(len(frozenset().union(*people)) >= SMALLEST_SHOWN and max(map(len, people)) >= SMALLEST_SHOWN)
    names = [f"u{at}" for at in range(len(people))]
    rows = [
        {"causer_unit_id": name, "people": len(some), **dict.fromkeys(CAUSED, float(len(some) * (at + 1)))}
        for at, (name, some) in enumerate(zip(names, people, strict=True))
    ]
    table = BURDEN_CAUSER.arrow(rows)
    units = {name: UnitNote(name, level) for name, level in zip(names, levels, strict=False)}
    named = causer_rows(table, units=units, sent={})
    told = {row.unit_id for row in named if row.unit_id}
    published = [[int(name == one) for name in names] for one in sorted(told)]
    if any(row.unit_id is None for row in named):
        published.append([int(name not in told) for name in names])
    published.append([1] * len(names))  # all hours
    hidden = hidden_bills(table)
    for mask in (scope, ~scope):  # two people of different units, and what both of them see
        published += [[int(name == one) for name in names] for at, one in enumerate(names)
                      if mask >> at & 1 and one not in hidden]  # fmt: skip
    assert not told & hidden
    assert leaks(published, list(people)) == []


@settings(max_examples=100, deadline=None)
@given(reached)
def test_the_costs_of_groups_tell_of_no_few_people_beside_what_all_of_them_cost(people) -> None:
    assume(max(map(len, people)) >= SMALLEST_SHOWN)
    names = [f"g{at}" for at in range(len(people))]
    costs = BURDEN_GROUP.arrow([{"group_id": name, "component": "reading", "off_hours": False, "minutes_low": 1.0,
                                 "minutes_middle": 1.0, "minutes_high": 1.0} for name in names])  # fmt: skip
    standing = STANDING.arrow(
        [{"group_id": name, "member_count": len(some)} for name, some in zip(names, people, strict=True)]
    )
    hidden = hidden_groups(costs, standing)
    published = [[int(name == one) for name in names] for one in names if one not in hidden]
    published.append([1] * len(names))
    assert leaks(published, list(people)) == []


@given(st.dictionaries(st.text("abc", min_size=1, max_size=2), st.integers(0, 9) | st.none(), max_size=7), st.randoms())
def test_what_is_hidden_does_not_depend_on_the_order_of_rows(people, chance) -> None:
    shuffled = list(people.items())
    chance.shuffle(shuffled)
    for hide in (hidden_parts, hidden_among_shared):
        assert hide(people) == hide(dict(shuffled))
        assert {name for name, count in people.items() if is_small(count)} <= hide(people)


def test_of_two_parts_as_small_the_first_by_name_is_hidden_too() -> None:
    assert hidden_parts({"b": 9, "a": 9, "c": 3}) == {"a", "c"}
    assert hidden_parts({"b": 2, "a": 3, "c": 9}) == {"a", "b"}


def test_where_people_may_stand_in_several_parts_only_the_widest_is_sure() -> None:
    assert hidden_among_shared({"b": 2, "a": 3, "c": 9, "d": 30}) == {"a", "b", "c"}
    assert hidden_among_shared({"b": None, "a": 5, "c": 4}) == {"a", "b", "c"}
