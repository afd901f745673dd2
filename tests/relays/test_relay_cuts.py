"""Facts a cut ran through, and deadlines that were over when they were set."""

import numpy as np
import pytest
from relay_pairs import WORKS, Pair

from jianfu.measure.relays.find import comparison as counts
from jianfu.measure.relays.find.comparison import count_of
from jianfu.measure.relays.find.judgement import OTHER, SAME, judge

ONE_FIRM = np.uint64(1 << counts.REPLACED | 1 << counts.FIRM)


@pytest.mark.parametrize(
    ("grams", "verdict"),
    [
        ((88, 100, 90), SAME),
        ((89, 100, 91), OTHER),  # too little left out
        ((87, 100, 90), OTHER),  # more is new than bridges the gap
        ((100, 100, 110), SAME),
        ((100, 100, 109), OTHER),  # too little put around it
        ((99, 100, 110), OTHER),  # something is gone
    ],
)
def test_what_is_left_of_a_fact_where_a_text_was_cut_is_no_other_fact(grams, verdict) -> None:
    texts = Pair(WORKS, WORKS)
    assert judge(ONE_FIRM, grams, (0, False), texts.codes, *texts.spans) == verdict


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("9月20日17:00前", "9月17日17:00前", 1),  # set on the 21st
        ("9月20日17:00前", "9月16日17:00前", 0),  # too far
        ("9月21日17:00前", "9月20日17:00前", 0),  # not over yet when it was set
        ("9月20日", "9月18日", 0),  # no deadline: something that happened
    ],
)
def test_a_deadline_that_was_over_when_it_was_set_may_be_moved_too(before, after, moved) -> None:
    pair = Pair(f"请于{before}完成{WORKS}", f"请于{after}完成{WORKS}")
    assert count_of.py_func(pair.compared(), counts.MOVED) == moved
