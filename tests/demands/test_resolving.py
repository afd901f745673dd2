"""Deadlines resolved against a slow walk over days, hour by hour, that knows nothing of the grammar."""

from datetime import date, datetime, time, timedelta

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from jianfu import read_demands
from jianfu.dataset.calendar import Period, calendar_rows
from jianfu.measure.demands.lunar import lunar_day, next_lunar_day
from jianfu.measure.demands.plain import numeral

CALENDAR = calendar_rows(Period(date(2025, 1, 1), date(2027, 12, 31)), zone="Asia/Shanghai")
WORKED = {row["day"] for row in CALENDAR.to_pylist() if row["working"]}
MOMENTS = st.datetimes(datetime.fromisoformat("2025-06-01"), datetime.fromisoformat("2027-06-01")).map(
    lambda at: at.replace(second=0, microsecond=0)
)
DAYS = "一二三四五六日"
OPENS, CLOSES = time(8, 30), time(17, 30)


def row_of(wording: str, sent: datetime) -> dict[str, object]:
    rows = read_demands([f"请各村{wording}上报台账。"], [sent], CALENDAR).to_pylist()
    return rows[0] if rows else {"due_at": None, "minutes_given": None, "working_hours_given": None}


def closing(day: date) -> datetime:
    return datetime.combine(day, CLOSES)


def walked(sent: datetime, fits) -> date:
    """The first day from that of sending on that fits."""
    day = sent.date()
    while not fits(day):
        day += timedelta(1)
    return day


@given(MOMENTS, st.integers(1, 60))
def test_so_many_days_are_counted_from_the_next_day(sent: datetime, days: int) -> None:
    day = sent.date()
    for _ in range(days):
        day += timedelta(1)
    assert row_of(f"{days}日内", sent)["due_at"] == closing(day)


@given(MOMENTS, st.integers(1, 25))
def test_so_many_working_days_skip_the_others(sent: datetime, days: int) -> None:
    day, left = sent.date(), days
    while left:
        day += timedelta(1)
        left -= day in WORKED
    assert row_of(f"{days}个工作日内", sent)["due_at"] == closing(day)


@given(MOMENTS, st.integers(1, 28))
def test_a_day_of_the_month_is_the_next_that_comes(sent: datetime, number: int) -> None:
    due = closing(walked(sent, lambda day: day.day == number))
    assert row_of(f"{number}号前", sent)["due_at"] == (due if due > sent else None)


@given(MOMENTS, st.integers(0, 6))
def test_a_weekday_is_the_next_that_comes(sent: datetime, weekday: int) -> None:
    due = closing(walked(sent, lambda day: day.weekday() == weekday))
    assert row_of(f"周{DAYS[weekday]}前", sent)["due_at"] == (due if due > sent else None)


@given(MOMENTS, st.integers(0, 6))
def test_a_weekday_of_the_next_week_is_in_the_next_week(sent: datetime, weekday: int) -> None:
    monday = walked(sent + timedelta(1), lambda day: day.weekday() == 0)
    assert row_of(f"下周{DAYS[weekday]}前", sent)["due_at"] == closing(monday + timedelta(weekday))


@given(MOMENTS)
def test_the_end_of_the_month_is_its_last_day(sent: datetime) -> None:
    due = closing(walked(sent, lambda day: (day + timedelta(1)).day == 1))
    assert row_of("月底前", sent)["due_at"] == (due if due > sent else None)


@given(MOMENTS, st.integers(0, 23), st.integers(0, 59), st.integers(0, 2))
def test_a_time_in_figures_is_read_by_twenty_four_hours(sent: datetime, hour: int, minute: int, ahead: int) -> None:
    due = datetime.combine(sent.date() + timedelta(ahead), time(hour, minute))
    said = due if due > sent and hour else None
    assert row_of(f"{('今天', '明天', '后天')[ahead]}{hour}:{minute:02}前", sent)["due_at"] == said


@given(MOMENTS, st.integers(1, 5), st.sampled_from(["", "半"]))
def test_the_afternoon_is_the_same_however_it_is_said(sent: datetime, hour: int, half: str) -> None:
    due = datetime.combine(sent.date() + timedelta(1), time(12 + hour, 30 if half else 0))
    spoken = "一二三四五"[hour - 1]
    minutes = f":{30 if half else 0:02}"
    for wording in (f"下午{hour}点{half}", f"下午{spoken}点{half}", f"{hour}点{half}", f"{12 + hour}{minutes}"):
        assert row_of(f"明天{wording}前", sent)["due_at"] == due


@given(MOMENTS, st.integers(1, 20))
def test_working_hours_are_what_is_counted_minute_by_minute(sent: datetime, quarters: int) -> None:
    row = row_of(f"{quarters * 3}小时内", sent)
    at, minutes = sent, 0
    for _ in range(quarters * 180):
        minutes += at.date() in WORKED and OPENS <= at.time() < CLOSES
        at += timedelta(minutes=1)
    assert row["due_at"] == at
    assert row["minutes_given"] == quarters * 180
    assert round(row["working_hours_given"] * 60) == minutes


@given(
    st.lists(st.sampled_from(["请各村今天下班前上报台账。", "好的", "收到请回复", None, "各村三日内报"]), max_size=8)
)
def test_each_text_is_read_by_itself_in_whatever_order(texts: list[str | None]) -> None:
    sent = [datetime.fromisoformat("2026-09-16T09:00")] * len(texts)
    rows = read_demands(texts, sent, CALENDAR).drop(["place"]).to_pylist()
    assert rows == list(reversed(read_demands(texts[::-1], sent, CALENDAR).drop(["place"]).to_pylist()))


@given(st.integers(1, 99))
def test_chinese_numerals_say_what_digits_say(number: int) -> None:
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    spelled = (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")
    assert numeral(spelled) == numeral(str(number)) == number


def test_festivals_of_the_moon_fall_on_their_holidays() -> None:
    """The published holidays of 2018 to 2026 lie on the lunar days they are kept on."""
    known = {
        row["day"]: row["kind"]
        for row in calendar_rows(Period(date(2018, 1, 1), date(2026, 12, 31)), zone="PRC").to_pylist()
    }
    for year in range(2018, 2027):
        for month, day in ((1, 1), (5, 5), (8, 15)):
            assert known[lunar_day(year, month, day)] == "holiday"


@given(st.dates(date(2017, 1, 1), date(2039, 1, 1)), st.integers(1, 12), st.integers(1, 29))
def test_the_next_lunar_day_is_not_past_and_less_than_thirteen_months_on(day: date, month: int, of: int) -> None:
    found = next_lunar_day(day, month, of)
    assert found is not None
    assert 0 <= (found - day).days < 385


def test_a_calendar_of_ones_own_counts() -> None:
    days = [date(2026, 9, 16) + timedelta(each) for each in range(10)]
    idle = pa.table({"day": days, "working": [each.day in (16, 24) for each in days]})
    row = read_demands(["请各村1个工作日内上报台账。"], [datetime.fromisoformat("2026-09-16T09:00")], idle).to_pylist()[
        0
    ]
    assert row["due_at"] == datetime.fromisoformat("2026-09-24T17:30")
    assert np.isclose(row["working_hours_given"], 8.5 + 9)
