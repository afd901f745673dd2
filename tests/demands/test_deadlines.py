from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
import yaml

from jianfu import read_demands
from jianfu.dataset.calendar import Period, calendar_rows

CALENDAR = calendar_rows(Period(date(2025, 1, 1), date(2027, 12, 31)), zone="Asia/Shanghai")
WORDINGS = yaml.safe_load(Path(__file__).with_name("deadlines.yaml").read_text(encoding="utf-8"))


def wordings() -> Iterator[object]:
    for part in WORDINGS:
        sent = datetime.fromisoformat(str(part["sent"]))
        for texts in (value for name, value in part.items() if name != "sent"):
            for text, due in texts.items():
                expected = None if due == "-" else datetime.fromisoformat(str(due))
                yield pytest.param(text, sent, expected, id=f"{text} at {sent:%m-%d %H:%M}")


def due_of(text: str, sent: datetime) -> datetime | None:
    rows = read_demands([text], [sent], CALENDAR).to_pylist()
    return rows[0]["due_at"] if rows else None


@pytest.mark.parametrize(("text", "sent", "expected"), list(wordings()))
def test_a_deadline_is_the_moment_it_means(text: str, sent: datetime, expected: datetime | None) -> None:
    whole = text if text.endswith(("。", "？")) else f"请各村{text}上报秋收进度。"
    assert due_of(whole, sent) == expected


def test_there_are_enough_wordings() -> None:
    assert len(list(wordings())) >= 150
