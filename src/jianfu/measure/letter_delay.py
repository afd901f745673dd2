"""How long each letter waited (来信办理时长), in working and calendar days, to its first reply or to ``as_of``."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.inputs import MeasureInput
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
    ),
)


def compute_letter_delay(given: MeasureInput, roster: Roster) -> pa.Table:
    """``TABLE``: one row a letter received up to ``as_of``; replies after it do not count."""
    letter = given.snapshot.read("letter", ["letter_id", "unit_id", "kind", "urgent", "received_at"])
    as_of = pa.scalar(given.as_of, pa.date32())
    letter = letter.append_column("received_on", letter["received_at"].cast(pa.date32()))
    letter = letter.filter(pc.less_equal(letter["received_on"], as_of))
    reply = given.snapshot.read("reply", ["letter_id", "replied_at"])
    reply = reply.set_column(1, "replied_on", reply["replied_at"].cast(pa.date32()))
    reply = reply.filter(pc.less_equal(reply["replied_on"], as_of)).group_by("letter_id")
    first = reply.aggregate([("replied_on", "min")])
    place = pc.index_in(letter["letter_id"], first["letter_id"].combine_chunks())
    replied = first["replied_on_min"].combine_chunks().take(place.combine_chunks())
    received = _days(letter["received_on"])
    until = _days(pc.fill_null(replied, as_of))
    table = pa.table(
        [
            letter["letter_id"], letter["unit_id"], letter["kind"], letter["urgent"], letter["received_on"], replied,
            pc.is_valid(replied), working_days_between(received, until, roster), until - received,
        ],
        schema=TABLE.schema,
    )  # fmt: skip
    return table.sort_by("letter_id")


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


def _days(column: pa.ChunkedArray | pa.Array) -> npt.NDArray[np.int64]:
    return np.asarray(column.cast(pa.int32()).to_numpy(zero_copy_only=False), np.int64)
