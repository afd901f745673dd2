import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jianfu.measure.relays.text.runs import LANES, next_place, same_from


@given(st.integers(0, 3 * LANES), st.integers(0, 3 * LANES), st.integers(0, 2 * LANES))
def test_a_run_ends_at_the_first_other_unit_or_after_so_many_as_are_asked_for(same, most, behind) -> None:
    one, other = [7] * same + [1] * (3 * LANES), [7] * same + [2] * (3 * LANES + behind)
    codes = np.array(one + other, np.uint16)
    assert same_from(codes, 0, len(one), most) == min(same, most)


def test_what_ends_with_all_units_is_compared_to_its_last() -> None:
    codes = np.array([3, 4] * LANES, np.uint16)
    assert same_from(codes, 0, LANES, LANES) == LANES
    assert same_from(codes, 0, LANES + 1, LANES - 1) == 0


@given(st.lists(st.integers(0, 5), min_size=1, max_size=3 * LANES), st.data())
def test_a_unit_stands_next_where_a_plain_search_finds_it(units, data) -> None:
    begin = data.draw(st.integers(0, len(units)))
    end = data.draw(st.integers(begin, len(units)))
    found = [at for at in range(begin, end) if units[at] == 3]
    assert next_place(np.array(units, np.uint16), np.uint16(3), begin, end) == min(found, default=end)
