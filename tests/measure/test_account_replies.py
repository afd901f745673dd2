"""What people get to hear on an official account: a machine, somebody rude, or somebody who read what they wrote."""

from datetime import date, datetime, timedelta

import pyarrow as pa
import pytest
from worlds import at, make_snapshot

from jianfu.engine.duckdb import DuckdbEngine
from jianfu.measure.account_replies import TABLE, YEAR_DAYS, compute_account_replies
from jianfu.measure.inputs import MeasureInput
from jianfu.measure.letter_rows import letters_until, replies_until
from jianfu.measure.reply_mirror import mirror_replies

ASKED = "幸福小区北门的路灯从九月三日起就不亮了，孩子下晚自习只能打着手机照路，希望尽快安排维修"
MACHINE = "您好，本消息由系统自动发送，请勿直接回复。"
RUDE = "这点小事也来投诉，爱信不信，自己看着办。"
HONEST = "您好！我局已于九月六日派维修人员到幸福小区北门更换灯头三盏，路灯已恢复照明。"
AS_OF = date(2026, 9, 30)
RECEIVED, REPLIED = at(4), at(5)


def comment(
    number: str, *, received: datetime = RECEIVED, account: str | None = "a", **more: object
) -> dict[str, object]:
    return {"letter_id": number, "received_at": received, "text": ASKED, "account_id": account, **more}


def answer(number: str, text: str, moment: datetime = REPLIED) -> dict[str, object]:
    return {"letter_id": number, "replied_at": moment, "text": text}


def rows_of(tmp_path, letters, replies, accounts=({"account_id": "a", "unit_id": "u"},)) -> list[dict[str, object]]:
    snapshot = make_snapshot(tmp_path, {"letter": letters, "reply": replies, "account": list(accounts)})
    given = MeasureInput(snapshot, DuckdbEngine(), AS_OF)
    read = letters_until(snapshot, AS_OF)
    table = compute_account_replies(given, read, mirror_replies(read, replies_until(snapshot, AS_OF)))
    assert table.schema.equals(TABLE.schema)
    return table.to_pylist()


def test_machine_and_rude_answers_are_counted_against_what_was_answered(tmp_path) -> None:
    letters = [comment(str(nth)) for nth in range(5)]
    replies = [answer("0", MACHINE), answer("1", RUDE), answer("2", HONEST), answer("3", HONEST)]
    (row,) = rows_of(tmp_path, letters, replies)
    assert row == {
        "account_id": "a", "unit_id": "u", "letter_count": 5, "answered_count": 4, "writer_count": 4,
        "automatic_count": 1, "rude_count": 1, "failed_count": 2, "failed_share": 0.5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "automatic", "rude"),
    [
        ((MACHINE, HONEST), 0, 0),
        ((HONEST, MACHINE), 0, 0),
        ((MACHINE, MACHINE + "谢谢。"), 1, 0),
        ((HONEST, RUDE), 0, 1),
        ((MACHINE, RUDE), 0, 1),
    ],
)
def test_a_machine_is_excused_by_a_reader_beside_it_and_an_insult_by_nothing(tmp_path, texts, automatic, rude) -> None:
    replies = [answer("1", text, at(5) + timedelta(days=nth)) for nth, text in enumerate(texts)]
    (row,) = rows_of(tmp_path, [comment("1")], replies)
    assert (row["automatic_count"], row["rude_count"], row["answered_count"]) == (automatic, rude, 1)
    assert row["failed_count"] == automatic + rude


@pytest.mark.parametrize(("days", "counted"), [(YEAR_DAYS - 1, 1), (YEAR_DAYS, 0)])
def test_a_year_back_is_as_far_as_it_looks(tmp_path, days, counted) -> None:
    received = at(30, 8) - timedelta(days=days)
    letters = [comment("1", received=received), comment("2", account="b")]
    found = {row["account_id"]: row["letter_count"] for row in rows_of(tmp_path, letters, [])}
    assert found == {"a": 1, "b": 1} if counted else found == {"b": 1}


def test_who_writes_again_and_again_is_one_and_the_unnamed_are_one_each(tmp_path) -> None:
    letters = [comment(str(nth), asker_id="w" if nth < 3 else None) for nth in range(5)]
    (row,) = rows_of(tmp_path, letters, [answer(str(nth), HONEST) for nth in range(5)])
    assert (row["letter_count"], row["writer_count"]) == (5, 3)


def test_letters_of_no_account_count_nowhere_and_an_account_without_answers_has_no_share(tmp_path) -> None:
    (row,) = rows_of(tmp_path, [comment("1"), comment("2", account=None)], [answer("2", RUDE)])
    assert (row["letter_count"], row["answered_count"], row["failed_share"]) == (1, 0, None)


def test_an_account_no_ledger_names_has_a_row_without_a_unit(tmp_path) -> None:
    (row,) = rows_of(tmp_path, [comment("1", account="elsewhere")], [])
    assert (row["account_id"], row["unit_id"]) == ("elsewhere", None)


def test_the_order_of_letters_does_not_matter(tmp_path) -> None:
    letters = [comment(str(nth), account="ab"[nth % 2]) for nth in range(6)]
    replies = [answer(str(nth), (MACHINE, HONEST, RUDE)[nth % 3]) for nth in range(6)]
    snapshot = make_snapshot(tmp_path, {"letter": letters, "reply": replies, "account": []})
    given = MeasureInput(snapshot, DuckdbEngine(), AS_OF)
    read = letters_until(snapshot, AS_OF)
    mirror = mirror_replies(read, replies_until(snapshot, AS_OF))
    backwards = pa.array(range(5, -1, -1))
    there = compute_account_replies(given, read, mirror)
    assert there.equals(compute_account_replies(given, read.take(backwards), mirror.take(backwards)))
