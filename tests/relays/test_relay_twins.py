"""Twins: the very words of a notice with another fact, which slips, cuts and prefaces of its copies must not hide."""

import numpy as np
import pyarrow as pa
import pytest
from test_relay_finding import NOTICE, groups

from jianfu.measure.relays.facts.facts import Facts, read_all_facts
from jianfu.measure.relays.facts.standing import LIKE, SAME_FACT, UNLIKE, stand
from jianfu.measure.relays.facts.tables import fact_tables
from jianfu.measure.relays.find.comparison import REPLACED, compare, count_of
from jianfu.measure.relays.text.normalise import normalise

TWIN = NOTICE.replace("13800001234", "13955558888")
SLIPPED = (
    NOTICE.replace("逐一排查", "逐一牌查")
    .replace("保持畅通", "保持常通")
    .replace("立即上报", "立既上报")
    .replace("组织", "阻织")
)
CUT = NOTICE[: NOTICE.index("，9月25日")]
WARNING = "【预警】9月{day}日上午到夜间，三岔乡、黄泥乡一带有雷阵雨并伴短时大风，请民兵连长加强老街桥头巡查"


def facts(*texts: str) -> Facts:
    done = normalise(pa.array(texts, pa.string()))
    return read_all_facts(done.codes, np.concatenate([[0], done.ends]), fact_tables())


def standing(one: str, other: str) -> int:
    """How the first facts of two texts stand."""
    found = facts(one, other)
    return stand(found.values[found.starts[0]], found.values[found.starts[1]], 0, 0)


def replaced(one: str, other: str) -> int:
    found = facts(one, other)
    spans = [(int(found.starts[at]), int(found.starts[at + 1])) for at in range(2)]
    return int(count_of(compare(found.values, *spans, 0, 0), REPLACED))


def test_slips_of_an_earlier_copy_excuse_no_fact_of_a_twin_and_its_own_do() -> None:
    first, copy, twin = (0, NOTICE), (10, SLIPPED), (20, TWIN)
    assert groups([first, copy, twin]) == {frozenset({first, copy})}
    mistyped = (20, SLIPPED.replace("13800001234", "13800001284"))
    assert groups([first, mistyped]) == {frozenset({first, mistyped})}


def test_a_twin_is_no_copy_of_what_a_cut_left_of_its_twin_and_a_whole_copy_is() -> None:
    first, cut, twin = (0, NOTICE), (10, CUT), (20, TWIN)
    assert groups([first, cut, twin]) == {frozenset({first, cut})}
    again = (20, f"大沟村的同志注意了，{NOTICE}")
    assert groups([first, cut, again]) == {frozenset({first, cut, again})}


@pytest.mark.parametrize(
    "preface", ["", "黄泥乡各位同事，上级的最新要求转给大家：", "西坪镇各位同事，上级的最新要求转给大家："]
)
def test_a_place_named_in_front_and_again_within_hides_no_other_day(preface: str) -> None:
    copy = preface + WARNING.format(day=29)
    assert replaced(copy, WARNING.format(day=30)) == 1
    assert replaced(copy, WARNING.format(day=29)) == 0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("材料报党政办汇总", "材料报政办汇总", SAME_FACT),
        ("材料报党政办汇总", "材料报党政政办汇总", SAME_FACT),
        ("请上河村抓紧", "请下河村抓紧", LIKE),
        ("请上河村抓紧", "请大沟村抓紧", UNLIKE),
        ("清河县抓紧", "金河县抓紧", UNLIKE),
        ("县融媒体中心通知", "县林业局通知", UNLIKE),
        ("县融媒体中心通知", "县残联通知", UNLIKE),
        ("县政府办公室通知", "市政府办公室通知", LIKE),
        ("县委办公室通知", "县政府办公室通知", UNLIKE),
    ],
)
def test_names_mistyped_are_the_same_and_other_bodies_are_others(one: str, other: str, expected: int) -> None:
    assert standing(one, other) == expected


def test_who_is_waited_for_is_part_of_a_short_remark() -> None:
    first, other, same = (
        (minute, f"就是{thing}那个事，先缓一缓，等{who}回话")
        for minute, thing, who in (
            (0, "农村公路日常养护", "县政府办公室"),
            (5, "农村公路日常养护", "市政府办公室"),
            (9, "农村公路的日常养护", "县政府办公室"),
        )
    )
    assert groups([first, other]) == set()
    assert groups([first, same]) == {frozenset({first, same})}


def test_no_twin_goes_back_to_a_notice_by_way_of_a_cut_copy_that_tells_as_much_of_both() -> None:
    begin = "按照市统计局要求，请村级信息员配合做好人居环境整治，19类44项指标，逐项销号。凡因责任牌缺失造成后果的，全县通报。"
    first, cut, twin = (
        (0, f"{begin}9月26日17点前报，联系电话0536-6240172"),
        (60, begin),
        (120, f"{begin}9月26日17点前报，联系电话0555-8813900"),
    )
    assert groups([first, cut, twin]) == {frozenset({first, cut})}
    again = (120, f"{begin}完成后请拍照")
    assert groups([first, cut, again]) == {frozenset({first, cut, again})}
