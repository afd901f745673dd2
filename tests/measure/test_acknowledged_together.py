from datetime import timedelta

import pytest
from worlds import at, measure, message

DEMAND = "各村报送秋收进度，收到请回复"
BEGIN = at(7, 9)
NOTICES = (
    "明天上午在三楼会议室召开秋收调度会",
    "后天下午在二楼会议室召开防火调度会",
    "周五上午在镇政府门前集中领取防汛物资",
)


def say(sender, text, moment):
    return message("g", moment, sender, text)


def counts(tmp_path, *sent):
    people = [{"person_id": f"p{n}", "unit_id": "c1", "post": "staff", "state": "active"} for n in range(8)]
    tables = {
        "unit": [{"unit_id": "c1", "level": "county"}],
        "person": people,
        "membership": [{"group_id": "g", "person_id": person["person_id"]} for person in people],
        "work_group": [{"group_id": "g", "unit_id": "c1"}],
        "message": list(sent),
    }
    return [row["acknowledgement_count"] for row in measure(tmp_path, tables)["acknowledgement"]]


@pytest.mark.parametrize(("gap", "count"), [(15 * 60, 3), (15 * 60 + 1, 6)])
def test_notices_that_came_together_share_the_answers_behind_the_last(tmp_path, gap, count) -> None:
    sent = [say("p0", words, BEGIN + timedelta(seconds=gap * n)) for n, words in enumerate(NOTICES[:2])]
    answers = [say(f"p{n}", "收到", BEGIN + timedelta(seconds=gap, minutes=n)) for n in range(1, 7)]
    assert counts(tmp_path, *sent, *answers) == [count]


def test_a_short_remark_takes_no_share_of_the_answers_to_a_notice(tmp_path) -> None:
    sent = [
        say("p1", "前几天说的那批材料我放在门口了", BEGIN),
        say("p0", "。".join(NOTICES), BEGIN + timedelta(minutes=2)),
    ]
    answers = [say(f"p{n}", "收到", BEGIN + timedelta(minutes=2 + n)) for n in range(2, 7)]
    assert counts(tmp_path, *sent, *answers) == [5]


def test_a_demand_shares_its_answers_with_nobody(tmp_path) -> None:
    sent = [say("p0", NOTICES[0], BEGIN), say("p0", DEMAND, BEGIN + timedelta(minutes=1))]
    answers = [say(f"p{n}", "收到", BEGIN + timedelta(minutes=1 + n)) for n in range(1, 7)]
    assert counts(tmp_path, *sent, *answers) == [6]
