"""What a replay found is read back as it was written."""

from datetime import date, datetime
from pathlib import Path

import pytest

from jianfu.base.errors import UserProblem
from jianfu.plan.replay.record import (
    FILE_NAME,
    Cases,
    Change,
    HowOften,
    LevelMinutes,
    LostNotice,
    Minutes,
    Replayed,
    ReplayRecord,
    Unreached,
    read_replay,
    write_replay,
)

FALLS = Change(Cases(1.0, 2.0, 4.0), Cases(0.5, 1.0, 2.0))
LOST = LostNotice(
    "m1", "g1", "flood group", "ledger", "flood warning", datetime.fromisoformat("2026-09-01T09:00"), None, True,
    (Unreached("village", "village_cadre", None),),
)  # fmt: skip
FOUND = Replayed(
    must_act=2, missed=1, late=0, twice=3, twice_before=4, how_often=(HowOften(1, 5, 6),), changes=1, duties_lost=0,
    protected_ended=0, restricted_widened=0, lost=(LOST,),
    minutes=Minutes(FALLS, FALLS, (LevelMinutes("village", "village_cadre", 7, FALLS),)),
)  # fmt: skip
RECORD = ReplayRecord(
    "0.1.0", "made-up", date(2026, 9, 30), "refused", date(2026, 9, 1), date(2026, 9, 30), 9, 0, FOUND,
    {"idle-90": FOUND},
)  # fmt: skip


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    write_replay(RECORD, tmp_path)
    assert read_replay(tmp_path) == RECORD


def test_a_plan_without_a_replay_has_none(tmp_path: Path) -> None:
    assert read_replay(tmp_path) is None


def test_something_else_of_that_name_is_a_problem_of_the_user(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('{"status": 7}')
    with pytest.raises(UserProblem, match="replay-unreadable"):
        read_replay(tmp_path)
