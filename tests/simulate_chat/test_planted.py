"""What the world plants comes out in the talk, no more and no less."""

import re
from collections import Counter

import numpy as np
from talks import Talk, is_acknowledgement, is_outside_hours

from jianfu.simulate.chat.closing import FEWEST
from jianfu.simulate.demands.wording import wordings
from jianfu.simulate.world import LIVES

MUST = ("全员", "必须", "务必", "必接", "收到请接龙")


def test_silent_groups_say_nothing_and_all_others_something(talk: Talk) -> None:
    rooms = talk.group_of_room()
    spoken = {rooms[line["roomid"]] for line in talk.lines}
    assert spoken == set(np.flatnonzero(talk.world.talking()).tolist())


def test_no_unit_exceeds_its_share_outside_working_hours_and_late_ones_come_near(talk: Talk) -> None:
    world, units, rooms = talk.world, talk.unit_of_userid(), talk.group_of_room()
    exempt = world.valid_exemption()
    said: Counter[int] = Counter()
    late: Counter[int] = Counter()
    for line in talk.lines:
        if not exempt[rooms[line["roomid"]]] and not is_acknowledgement(line):
            said[units[line["from"]]] += 1
            late[units[line["from"]]] += is_outside_hours(line)
    for unit, count in said.items():
        assert late[unit] <= world.units.off_hours_share[unit] * count + 2
    for unit in np.flatnonzero(world.units.works_late):
        assert said[unit] >= FEWEST - 1
        assert late[unit] / said[unit] > 0.7 * world.units.off_hours_share[unit]


def test_a_group_runs_just_as_many_rounds_a_week_as_planted(talk: Talk) -> None:
    rooms = talk.group_of_room()
    mondays = Counter((rooms[room], (day - 20_703) // 7) for room, _, day in talk.rounds())  # Monday, 2026-09-07
    assert mondays
    for group, planted in enumerate(talk.world.groups.chain_rounds_per_week):
        if talk.world.talking()[group]:
            assert [mondays[group, week] for week in range(3)] == [planted] * 3


def test_only_groups_that_demand_a_chain_reply_say_that_all_must(talk: Talk) -> None:
    rooms = talk.group_of_room()
    demanding = {
        rooms[line["roomid"]]
        for line, text in talk.texts()
        if "接龙" in text and any(word in text.split("\n1.")[0] for word in MUST)
    }
    groups = talk.world.groups
    planted = groups.demands_chain & (groups.chain_rounds_per_week > 0) & talk.world.talking()
    assert demanding == set(np.flatnonzero(planted).tolist())


def test_a_group_that_lives_on_acknowledgements_has_nothing_else(talk: Talk) -> None:
    rooms, life = talk.group_of_room(), talk.world.groups.life
    lines = [line for line in talk.lines if life[rooms[line["roomid"]]] == LIVES.index("ack_only")]
    assert lines
    assert all(is_acknowledgement(line) or line["msgtype"] == "vote" or "接龙" in str(line) for line in lines)


def test_a_clean_county_demands_nothing_and_stays_within_the_limits_yet_talks(clean_talk: Talk) -> None:
    assert len(clean_talk.lines) > 1000
    rooms = clean_talk.group_of_room()
    exempt = clean_talk.world.valid_exemption()
    demands = ("收到请回复", "全员接龙", "收到请接龙", "拍照发")
    demanding = [(line, text) for line, text in clean_talk.texts() if any(word in text for word in demands)]
    duty = [(line, text) for line, text in demanding if exempt[rooms[line["roomid"]]] and _is_of(text, "emergency")]
    spoken_of = [(line, text) for line, text in demanding if _is_of(text, "no_reply")]
    assert [entry for entry in demanding if entry not in duty + spoken_of] == []
    weeks = Counter((room, (day - 20_703) // 7) for room, _, day in clean_talk.rounds() if not exempt[rooms[room]])
    assert max(weeks.values(), default=0) <= 2


def _is_of(text: str, kind: str) -> bool:
    """Is a planted message of a kind that demands nothing, or nothing of exempt groups."""
    patterns = (re.sub(r"\\\{[ov]\\\}", ".+", re.escape(wording)) for wording in getattr(wordings(), kind))
    return any(re.fullmatch(pattern, text) for pattern in patterns)
