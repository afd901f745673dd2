"""What cannot be meant is told."""

from datetime import date, datetime

import pyarrow as pa
import pytest

from jianfu.base.i18n import LANGUAGES, Translator
from jianfu.dataset.doubts import note_doubts
from jianfu.dataset.notes import Notes, spoken
from jianfu.tables import TABLES


def doubts(**rows):
    notes = Notes()
    note_doubts({name: pa.Table.from_pylist(rows.get(name, []), table.schema) for name, table in TABLES.items()}, notes)
    for language in LANGUAGES:
        say = Translator(language)
        assert all(say(note.code, **spoken(note.facts, say)) for note in notes.all())
    return [(note.code.removeprefix("quality-"), note.facts["examples"]) for note in notes.all()]


@pytest.mark.parametrize(("end", "told"), [(date(2026, 3, 9), [("days-reversed", "一群")]), (date(2026, 3, 10), [])])
def test_a_task_that_ends_before_it_starts_is_told(end, told) -> None:
    group = {"group_id": "g", "name": "一群", "task_start_on": date(2026, 3, 10), "task_end_on": end}
    assert doubts(work_group=[group]) == told


def test_a_reply_before_its_letter_is_told() -> None:
    letter = {"letter_id": "L1", "received_at": datetime(2026, 3, 2)}  # noqa: DTZ001
    reply = {"letter_id": "L1", "replied_at": datetime(2026, 3, 1)}  # noqa: DTZ001
    assert doubts(letter=[letter], reply=[reply]) == [("days-reversed", "L1")]


@pytest.mark.parametrize("missing", ["approved", "reason", "until_on"])
def test_an_exemption_that_cannot_be_honoured_is_told(missing) -> None:
    whole = {
        "exemption_id": "e",
        "subject_id": "g",
        "approved": True,
        "reason": "emergency",
        "until_on": date(2026, 12, 31),
    }
    assert doubts(exemption=[whole]) == []
    group = {"group_id": "g", "name": "一群"}
    assert doubts(work_group=[group], exemption=[{**whole, missing: None}]) == [("exemptions-incomplete", "一群")]
