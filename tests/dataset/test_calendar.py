"""The working calendar: holidays, make-up workdays, and honesty where they are not known."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from readings_by_hand import KEY, archive, messages

from jianfu.dataset.build import build
from jianfu.dataset.calendar import calendar_rows, known_until, period_of

SEPTEMBER = period_of(date(2026, 9, 1), date(2026, 9, 30))


def kinds(zone: str) -> dict[date, str]:
    rows = calendar_rows(SEPTEMBER, zone=zone).to_pylist()
    return {row["day"]: row["kind"] for row in rows}


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 9, 20), "makeup_workday"),
        (date(2026, 9, 24), "workday"),
        (date(2026, 9, 25), "holiday"),
        (date(2026, 9, 27), "holiday"),
        (date(2026, 9, 28), "workday"),
        (date(2026, 9, 19), "weekend"),
        (date(2026, 10, 1), "holiday"),
    ],
)
def test_september_2026_in_china(day: date, kind: str) -> None:
    assert kinds("Asia/Shanghai")[day] == kind


def test_elsewhere_only_weekends_are_free() -> None:
    assert kinds("Europe/Berlin")[date(2026, 9, 25)] == "workday"
    assert kinds("Europe/Berlin")[date(2026, 9, 20)] == "weekend"
    assert known_until("Europe/Berlin") is None


def test_the_period_reaches_from_400_days_before_to_60_after() -> None:
    days = sorted(kinds("Asia/Shanghai"))
    assert days[0] == date(2026, 9, 1) - timedelta(400)
    assert days[-1] == date(2026, 9, 30) + timedelta(60)


def test_workday_numbers_count_exactly_the_working_days() -> None:
    rows = calendar_rows(SEPTEMBER, zone="Asia/Shanghai").to_pylist()
    assert [row["workday_number"] for row in rows] == [
        sum(other["working"] for other in rows[: at + 1]) for at in range(len(rows))
    ]


@pytest.mark.parametrize(("days_past", "warned"), [(-61, False), (-60, False), (-59, True)])
def test_a_period_that_runs_past_the_published_holidays_is_noted(tmp_path: Path, days_past: int, warned: bool) -> None:
    known = known_until("Asia/Shanghai")
    assert known is not None
    rows = messages(1)
    moment = rows[0]["sent_at"]
    rows[0]["sent_at"] = moment.replace(year=known.year, month=12, day=31) + timedelta(days_past)  # type: ignore[attr-defined]
    notes = build([archive(rows=rows)], into=tmp_path / "d", key=KEY).notes
    assert any(note.code == "quality-calendar-short" for note in notes) == warned
