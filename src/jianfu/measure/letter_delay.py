"""How long each letter waited (来信办理时长), in working and calendar days, to its first reply or to ``as_of``."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.inputs import MeasureInput
from jianfu.measure.letter_rows import letters_until, replies_until
from jianfu.measure.roster import Roster
from jianfu.tables.column import Table, date, flag, integer, text

TABLE = Table(
    name="letter_delay",
    zh="来信办理时长",
    en="Letter delay",
    key=("letter_id",),
    columns=(
        text("letter_id", "来信编号", "Letter id"),
        text("unit_id", "办理单位编号", "Responsible unit id"),
        text("kind", "类型", "Kind"),
        flag("urgent", "是否紧急", "Urgent"),
        date("received_on", "来信日期", "Received on"),
        date(
            "replied_on",
            "首次答复日期",
            "First replied on",
            note=("空：到截至日期仍未答复", "empty: no reply by the day of the audit"),
        ),
        flag("answered", "是否已答复", "Answered"),
        integer(
            "working_days",
            "历时工作日",
            "Working days waited",
            unit="working day",
            note=("收信当日不计", "days after the day received"),
        ),
        integer("calendar_days", "历时天数", "Days waited", unit="day"),
        integer("reply_count", "答复次数", "Replies"),
        date("due_on", "办理期限", "Due on", note=("来源写明的", "as the source states it")),
        flag(
            "past_due",
            "是否超过写明的期限",
            "Past its stated deadline",
            note=("空：没有写明期限", "empty: no deadline is stated"),
        ),
        date("closed_on", "办结日期", "Closed on"),
        flag(
            "closed_unanswered",
            "未答复即办结",
            "Closed unanswered",
            note=("截至日已办结，却没有答复", "closed by the day of the audit, with no reply by then"),
        ),
        flag("reopened", "是否重办", "Reopened", note=("办结之后又交办", "taken up again after it had been closed")),
    ),
)
READ = ("letter_id", "unit_id", "kind", "urgent", "received_at", "due_at", "closed_at", "reopened_at")


def compute_letter_delay(given: MeasureInput, roster: Roster) -> pa.Table:
    """``TABLE``: one row a letter received up to ``as_of`` or on an unknown day; replies after it do not count."""
    letter = letters_until(given.snapshot, given.as_of).select(READ)
    as_of = pa.scalar(given.as_of, pa.date32())
    received, due, closed, reopened = (
        _day(letter[name]) for name in ("received_at", "due_at", "closed_at", "reopened_at")
    )
    count, replied = _first_replies(letter, replies_until(given.snapshot, given.as_of))
    answered = pc.greater(count, 0)
    until = pc.if_else(answered, replied, as_of)
    known = pc.and_(pc.is_valid(received), pc.is_valid(until))
    first, last = _numbers(received), _numbers(until)
    over = pc.fill_null(pc.less_equal(closed, as_of), False)
    table = pa.table(
        [
            letter["letter_id"], letter["unit_id"], letter["kind"], letter["urgent"], received, replied, answered,
            _where(known, working_days_between(first, last, roster)), _where(known, last - first), count,
            due, pc.greater(until, due), closed,
            pc.and_(over, pc.invert(answered)), pc.fill_null(pc.less_equal(reopened, as_of), False),
        ],
        schema=TABLE.schema,
    )  # fmt: skip
    return table.sort_by("letter_id")


def _first_replies(letter: pa.Table, reply: pa.Table) -> tuple[pa.Array, pa.Array]:
    """Of each letter: how many replies, and the day of the first; null where there is none, or no day is known."""
    found = reply.append_column("replied_on", _day(reply["replied_at"])).group_by("letter_id")
    found = found.aggregate([("replied_on", "min"), ("letter_id", "count")])
    at = pc.index_in(letter["letter_id"], found["letter_id"].combine_chunks()).combine_chunks()
    count = pc.fill_null(found["letter_id_count"].combine_chunks().take(at), 0)
    return count, found["replied_on_min"].combine_chunks().take(at)


def _day(moments: pa.ChunkedArray) -> pa.Array:
    return moments.cast(pa.date32()).combine_chunks()


def _where(known: pa.Array, numbers: npt.NDArray[np.int64]) -> pa.Array:
    return pc.if_else(known, pa.array(numbers), pa.scalar(None, pa.int64()))


def working_days_between(
    first: npt.NDArray[np.int64], last: npt.NDArray[np.int64], roster: Roster
) -> npt.NDArray[np.int64]:
    """Working days after ``first`` up to and including ``last``, none where ``last`` is not later."""
    if not len(first):
        return first
    begin, end = int(min(first.min(), last.min())), int(max(first.max(), last.max()))
    numbered = np.cumsum(roster.is_working(np.arange(begin, end + 1)))
    counted: npt.NDArray[np.int64] = np.maximum(numbered[last - begin] - numbered[first - begin], 0)
    return counted


def _numbers(days: pa.Array) -> npt.NDArray[np.int64]:
    """Day numbers; where the day is unknown, some day among them."""
    numbers = days.cast(pa.int32())
    return np.asarray(pc.fill_null(numbers, pc.max(numbers)).fill_null(0).to_numpy(zero_copy_only=False), np.int64)
