"""What moments are for, which rooms and senders stand for one another."""

import pytest
from relay_pairs import WORKS, Pair

from jianfu.measure.relays.find.judgement import CHANGED, OTHER, SAME


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ("请于9月25日17点前报", "请于9月24日17点前报", CHANGED),
        ("最迟9月25日17点报", "最迟9月24日17点报", CHANGED),
        ("请于9月25日17点报", "请于9月24日17点报", CHANGED),
        ("定于9月25日17点召开", "定于9月24日17点召开", OTHER),
        ("会议时间9月25日17点", "会议时间9月24日17点", OTHER),
        ("会议时间9月25日17点", "会议时间9月25日15点", OTHER),
        ("会议时间9月25日9点", "会议时间9月25日8点30分", CHANGED),
        ("报送时间9月25日17点前", "报送时间9月24日17点前", CHANGED),
        ("请于9月25日17点前报，照片2张", "请于9月25日17点前报，照片4张", CHANGED),
        ("截至9月25日17点，已走访12户", "截至9月25日17点，已走访27户", OTHER),
    ],
)
def test_a_relay_may_ask_sooner_but_moves_no_meeting(before, after, verdict) -> None:
    assert Pair(WORKS + before, WORKS + after).verdict() == verdict


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("在便民服务中心召开", "在防汛会商室召开", False),
        ("在三楼会议室召开", "在防汛会商室召开", False),
        ("在政务大厅召开", "在三楼会议室召开", False),
        ("白云镇通知", "县统计局通知", False),
        ("转青山镇通知", "转县统计局通知", True),
        ("青山镇转通知", "石桥镇转通知", True),
    ],
)
def test_another_room_or_sender_makes_another_notice_but_not_who_passed_it_on(before, after, same) -> None:
    words = f"{WORKS}，{{}}，请于9月25日17点前落实到位并留好记录备查"
    assert (Pair(words.format(before), words.format(after)).verdict() == SAME) is same
