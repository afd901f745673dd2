"""How official accounts answer (公众账号答复): what people asked there, and how much was answered by machine or rudely.

A letter counts under the account it was left on. Answered by machine: every answer it got is a machine's, none by
somebody who read it. Answered rudely: any of them insults. Accounts no ledger names have a row as well.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.inputs import MeasureInput
from jianfu.tables.column import Table, integer, number, text

YEAR_DAYS = 365
"""Only letters received in so many days before the audit count: who ran an account earlier, the ledger does not say."""

TABLE = Table(
    name="account_replies",
    zh="公众账号答复",
    en="How accounts answer",
    key=("account_id",),
    columns=(
        text("account_id", "账号编号", "Account id"),
        text("unit_id", "主办单位编号", "Owning unit id"),
        integer("letter_count", "一年留言件数", "Comments in a year", unit="letter"),
        integer("answered_count", "已答复件数", "Answered", unit="letter"),
        integer(
            "writer_count", "得到答复的人数", "People answered", unit="person",
            note=("不具名的每件算一人", "each comment by an unknown writer is one"),
        ),
        integer("automatic_count", "只有机器答复的件数", "Answered by a machine alone", unit="letter"),
        integer("rude_count", "答复粗暴的件数", "Answered rudely", unit="letter"),
        integer("failed_count", "机器或粗暴答复的件数", "Answered by a machine or rudely", unit="letter"),
        number("failed_share", "机器或粗暴答复占比", "Share answered by a machine or rudely", unit="share"),
    ),
)  # fmt: skip


_READ = ("account_id", "letter_id", "asker_id")


class _Answers(NamedTuple):
    """What the answers to one letter are."""

    automatic: bool
    rude: bool


def compute_account_replies(given: MeasureInput, letters: pa.Table, mirror: pa.Table) -> pa.Table:
    """``TABLE`` of letters that name an account; ``mirror``: what ``mirror_replies`` gave of the replies to them."""
    first = given.as_of - timedelta(days=YEAR_DAYS - 1)
    recent = pc.fill_null(pc.greater_equal(letters["received_at"].cast(pa.date32()), pa.scalar(first)), True)
    asked = letters.filter(pc.and_(recent, pc.is_valid(letters["account_id"])))
    answers = _answers(mirror.filter(pc.is_in(mirror["letter_id"], asked["letter_id"].combine_chunks())))
    account = given.snapshot.read("account", ["account_id", "unit_id"])
    units = dict(zip(*(column.to_pylist() for column in account.columns), strict=True))
    of: dict[str, list[tuple[str, str | None]]] = {}
    for one, letter, writer in zip(*(asked[name].to_pylist() for name in _READ), strict=True):
        of.setdefault(one, []).append((letter, writer))
    rows = [_row(one, units.get(one), of[one], answers) for one in sorted(of)]
    return TABLE.arrow(rows)


def _answers(mirror: pa.Table) -> dict[str, _Answers]:
    found: dict[str, _Answers] = {}
    for letter, kinds in zip(mirror["letter_id"].to_pylist(), mirror["kinds"].to_pylist(), strict=True):
        automatic, rude = found.get(letter, _Answers(automatic=True, rude=False))
        found[letter] = _Answers(automatic and "automatic" in kinds, rude or "rude" in kinds)
    return found


def _row(
    account: str, unit: str | None, letters: Iterable[tuple[str, str | None]], answers: dict[str, _Answers]
) -> dict[str, object]:
    asked = list(letters)
    told = [(writer or letter, answers[letter]) for letter, writer in asked if letter in answers]
    failed = sum(one.automatic or one.rude for _, one in told)
    return {
        "account_id": account,
        "unit_id": unit,
        "letter_count": len(asked),
        "answered_count": len(told),
        "writer_count": len({writer for writer, _ in told}),
        "automatic_count": sum(one.automatic for _, one in told),
        "rude_count": sum(one.rude for _, one in told),
        "failed_count": failed,
        "failed_share": failed / len(told) if told else None,
    }
