"""Texts sent more than once, letter for letter after folding (原文重复): copies and who read them again."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.burden.constants import Constants
from jianfu.measure.messages import message_ids
from jianfu.measure.roster import Roster
from jianfu.tables.column import Table, integer, moment, number, text

TABLE = Table(
    name="exact_copy",
    zh="原文重复",
    en="Exact copies",
    key=("copy_id",),
    columns=(
        text(
            "copy_id",
            "重复文本编号",
            "Copy id",
            note=(
                "全半角、空白和标点统一之后文本的哈希值",
                "hash of the text after folding width, spaces and punctuation",
            ),
        ),
        text("message_id", "首发消息编号", "First message id"),
        text("group_id", "首发群组编号", "First group id"),
        text(
            "unit_id",
            "首发单位编号",
            "First sender's unit id",
            note=("重复阅读的时间记在该单位名下", "charged for the copies"),
        ),
        moment("first_at", "首发时间", "First sent at"),
        moment("last_at", "末次时间", "Last sent at"),
        integer("message_count", "条数", "Messages", unit="message", note=("含首发", "the first one included")),
        integer("group_count", "涉及群数", "Groups"),
        integer("char_count", "字数", "Characters", unit="character"),
        integer("reader_count", "读者人数", "Readers", unit="person"),
        integer("rereading_count", "重读人次", "Readings beyond each person's first", unit="reading"),
        number("rereading_minutes", "重读分钟", "Minutes of re-reading, middle case", unit="minute"),
    ),
)


def list_copies(
    statistics: Sequence[pa.Table], parts: Sequence[Path], roster: Roster, constants: Constants
) -> pa.Table:
    """``TABLE`` of the costliest texts out of what the walks over the candidate files left."""
    found = pa.concat_tables(statistics) if statistics else None
    if found is None or not found.num_rows:
        return TABLE.arrow()
    cost = pc.multiply(found["rereadings"], found["reading"])
    found = found.append_column("cost", cost).sort_by([("cost", "descending"), ("hash", "ascending")])
    found = found.slice(0, constants.whole("copies_listed"))
    part, row = found["part"].to_numpy(), found["row"].to_numpy()
    identifiers = np.empty(len(row), object)
    for number_of_part in np.unique(part):
        here = np.flatnonzero(part == number_of_part)
        here = here[np.argsort(row[here])]
        identifiers[here] = message_ids(parts[number_of_part], row[here]).to_pylist()
    speed = constants.rates["reading_speed"].middle
    table = pa.table(
        [
            pa.array([f"{value:016x}" for value in found["hash"].to_pylist()]),
            pa.array(identifiers, pa.string()),
            roster.groups.take(found["group"].combine_chunks()),
            roster.units.take(found["causer"].combine_chunks()),
            found["first_moment"].cast(pa.timestamp("us")),
            found["last_moment"].cast(pa.timestamp("us")),
            found["messages"],
            found["groups"],
            found["reading"],
            found["readers"],
            found["rereadings"],
            np.asarray(found["cost"].to_numpy()) / speed,
        ],
        schema=TABLE.schema,
    )
    return table.sort_by("copy_id")
