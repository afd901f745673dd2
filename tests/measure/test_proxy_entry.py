"""One hand that types for many is told; a small village's clerk, a help-desk day and a shared computer are not."""

from datetime import datetime, timedelta

import pytest
from worlds import at, measure

from jianfu.measure.proxy_entry import DAYS, PEOPLE, RUN_PEOPLE

START = at(1, 9)


def entry(number: int, person: int, moment: datetime, typist: int | None = None, device: str | None = None, **more):
    return {
        "submission_id": f"s{number}", "app_id": "a", "person_id": f"p{person:02}", "submitted_at": moment,
        "typist_id": f"p{person if typist is None else typist:02}", "device_id": device, **more,
    }  # fmt: skip


def typed(people: int, days: int, *, start: datetime = START, gap: int = 30) -> list[dict[str, object]]:
    """Person 0 types for so many others on so many days."""
    return [
        entry(day * 100 + nth, nth + 1, start + timedelta(days=day, seconds=gap * nth), 0)
        for day in range(days)
        for nth in range(people)
    ]


def on_device(people: int, days: int, gap: timedelta) -> list[dict[str, object]]:
    """Everybody enters under his own name, on one device."""
    return [
        entry(day * 100 + nth, nth, START + timedelta(days=day) + gap * nth, device="d")
        for day in range(days)
        for nth in range(people)
    ]


def found(tmp_path, rows) -> tuple[int, int]:
    (row,) = measure(tmp_path, {"app": [{"app_id": "a"}], "submission": rows})["proxy_entry"]
    assert (row["tool_kind"], row["tool_id"], row["entries"]) == ("app", "a", len(rows))
    assert row["proxy_share"] == pytest.approx(row["proxy_entries"] / len(rows))
    return row["proxy_entries"], row["night_entries"]


@pytest.mark.parametrize(
    ("people", "days", "proxies"),
    [(PEOPLE, DAYS, PEOPLE * DAYS), (PEOPLE - 1, DAYS, 0), (PEOPLE, DAYS - 1, 0), (40, 1, 0)],
)
def test_a_hand_counts_from_so_many_people_and_days_on(tmp_path, people: int, days: int, proxies: int) -> None:
    assert found(tmp_path, typed(people, days)) == (proxies, 0)


def test_everybodys_own_entries_are_no_proxies(tmp_path) -> None:
    own = [entry(nth, nth, START + timedelta(minutes=nth), device=f"d{nth}") for nth in range(30)]
    assert found(tmp_path, own) == (0, 0)


def test_one_device_counts_where_people_follow_each_other_in_no_time(tmp_path) -> None:
    quick = on_device(PEOPLE, DAYS, timedelta(minutes=3))
    # The one who enters there most often is taken to be its owner.
    assert found(tmp_path, quick) == ((PEOPLE - 1) * DAYS, 0)
    assert found(tmp_path, on_device(PEOPLE, DAYS, timedelta(minutes=3, seconds=1))) == (0, 0)
    assert found(tmp_path, on_device(RUN_PEOPLE - 1, DAYS, timedelta(minutes=1))) == (0, 0)


def test_bursts_at_night_are_counted_apart(tmp_path) -> None:
    assert found(tmp_path, typed(PEOPLE, DAYS, start=at(1, 22))) == (PEOPLE * DAYS, PEOPLE * DAYS)
    assert found(tmp_path, typed(PEOPLE, DAYS, start=at(1, 21))) == (PEOPLE * DAYS, 0)
    assert found(tmp_path, typed(PEOPLE, DAYS, start=at(1, 0), gap=600)) == (PEOPLE * DAYS, 0)


def test_two_tools_are_told_apart_and_later_entries_left_out(tmp_path) -> None:
    rows = typed(PEOPLE, DAYS) + [
        {**row, "submission_id": f"f{row['submission_id']}", "app_id": None, "form_id": "f"} for row in typed(3, 1)
    ]
    late = entry(999, 1, START + timedelta(days=30), 0)
    given = {"app": [{"app_id": "a"}], "form": [{"form_id": "f"}], "submission": [*rows, late]}
    table = measure(tmp_path, given)["proxy_entry"]
    assert [(row["tool_kind"], row["entries"], row["proxy_entries"]) for row in table] == [
        ("app", PEOPLE * DAYS, PEOPLE * DAYS),
        ("form", 3, 0),
    ]


def test_without_entries_there_is_nothing_to_say(tmp_path) -> None:
    assert measure(tmp_path, {"app": [{"app_id": "a"}]})["proxy_entry"] == []
