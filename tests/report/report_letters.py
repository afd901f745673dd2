"""Letters, replies and what the mirror found of them, written by hand: every kind once or more, marks that overlap."""

import json
from datetime import date, datetime, time, timedelta

Rows = list[dict[str, object]]
KINDS = (
    ("copied_letter", "copied"), ("copied_reply", "cluster"), ("template", "stock"), ("forwarded", "forwarded"),
    ("wrong_case", "place:<b>丹桂苑</b>"), ("automatic", "automatic"), ("rude", "rude"), ("off_point", "matter"),
    ("asks_back", "asks:phone"),
)  # fmt: skip
LETTERS = 60
HOSTILE = "<script>alert(1)</script>"


def homes(number: int) -> str:
    """Six letters go to the smallest department that stands alone, four to one that does not, some to a village."""
    return "d2" if number < 6 else "d3" if number < 10 else "v0-1" if number < 20 else f"d{number % 2}"


def kinds_of(number: int) -> list[str]:
    return [KINDS[number % 9][0]] if number % 2 else []


def letters() -> Rows:
    return [
        {
            "letter_id": f"L{number:03d}", "unit_id": homes(number), "kind": "complaint", "state": "closed",
            "received_at": datetime.combine(date(2026, 8, 1), time(9)) + timedelta(hours=18 * number), "title": f"第{number}件 路灯不亮 {HOSTILE}",
            "text": f"清源路{number}号的路灯坏了，\n\n\t晚上看不见。{HOSTILE}请派人修理。电话***。",
            "satisfied": None if number % 3 == 0 else number % 2 == 0,
        }
        for number in range(LETTERS)
    ]  # fmt: skip


def replies() -> Rows:
    return [
        {
            "letter_id": f"L{number:03d}", "unit_id": None,
            "replied_at": datetime.combine(date(2026, 8, 5), time(9)) + timedelta(hours=18 * number),
            "text": f"您好，清源路{number}号的路灯坏了，晚上看不见。{HOSTILE}我们已转交有关部门。",
        }
        for number in range(LETTERS)
        if number != 59
    ]  # fmt: skip


def mirrored() -> Rows:
    rows: Rows = []
    for number, reply in enumerate(replies()):
        kinds = kinds_of(number)
        spans = [
            {
                "kind": kind,
                "reply": [3, 20],
                "letter": [0, 12] if kind == "copied_letter" else None,
                "note": dict(KINDS)[kind],
            }
            for kind in kinds
        ] + (
            [{"kind": "forwarded", "reply": [10, 500], "letter": None, "note": "forwarded"}] if number % 7 == 0 else []
        )
        rows.append(
            {
                "letter_id": reply["letter_id"], "replied_at": reply["replied_at"], "unit_id": None,
                "kinds": " ".join(kinds), "spans": json.dumps(spans, ensure_ascii=False),
                "cluster_id": "c-1" if number < 5 else "c-2" if number < 9 else "c-3" if number < 15 else None,
                "cluster_size": 5, "alike_replies": 4 if number < 5 else 0, "judged_chars": 30,
                "copied_share": 0.9 if "copied_letter" in kinds else 0.1, "shared_share": 0.0, "forward_share": 0.2,
                "fact_count": 0 if kinds else 3, "action_count": 0 if kinds else 3, "topic_overlap": 0.5,
            }
        )  # fmt: skip
    return rows


def judged() -> Rows:
    return [
        {
            "letter_id": reply["letter_id"], "replied_at": reply["replied_at"], "unit_id": None,
            "probability": 0.9 if kinds_of(number) else 0.02,
        }
        for number, reply in enumerate(replies())
    ]  # fmt: skip


def delays() -> Rows:
    return [
        {
            "letter_id": letter["letter_id"], "unit_id": letter["unit_id"], "kind": "complaint", "urgent": False,
            "received_on": letter["received_at"].date(), "answered": letter["letter_id"] != "L059",
            "working_days": 3, "calendar_days": 4,
        }
        for letter in letters()
    ]  # fmt: skip
