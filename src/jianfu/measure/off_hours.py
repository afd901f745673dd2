"""Messages outside working hours (非工作时间消息), by sending unit and group, by the real calendar."""

import numpy as np
import pyarrow as pa

from jianfu.measure.chunk import Chunk
from jianfu.measure.exemptions import OFF_HOURS, Events, exempt_events
from jianfu.measure.roster import Roster
from jianfu.tables.column import Table, integer, text

TABLE = Table(
    name="off_hours",
    zh="非工作时间消息",
    en="Messages outside working hours",
    key=("unit_id", "group_id"),
    columns=(
        text("unit_id", "发送人所在单位编号", "Sender's unit id"),
        text("group_id", "群组编号", "Group id"),
        integer(
            "message_count",
            "消息数",
            "Messages",
            unit="message",
            note=("不含仅作回应的“收到”类消息", "acknowledgements, which only answer, are left out"),
        ),
        integer(
            "off_hours_count",
            "非工作时间消息数",
            "Outside working hours",
            unit="message",
            note=("不含豁免的消息", "without the exempt ones"),
        ),
        integer("exempt_count", "豁免消息数", "Exempt, outside working hours", unit="message"),
    ),
)


def count_off_hours(chunk: Chunk, roster: Roster) -> pa.Table:
    """``TABLE`` rows of the groups of a chunk."""
    counted = np.flatnonzero(~chunk.acknowledges)
    group = np.repeat(chunk.group, np.diff(chunk.starts))[counted]
    unit, outside = chunk.unit[counted], chunk.off_hours[counted]
    pairs, place = np.unique(group.astype(np.int64) * len(roster.units) + unit, return_inverse=True)
    late = np.flatnonzero(outside)
    exempt = exempt_events(roster, Events(group[late], unit[late], chunk.day[counted][late]), OFF_HOURS)
    return pa.table(
        {
            "unit_id": roster.units.take(pa.array(pairs % len(roster.units))),
            "group_id": roster.groups.take(pa.array(pairs // len(roster.units))),
            "message_count": np.bincount(place, minlength=len(pairs)),
            "off_hours_count": np.bincount(place[late[~exempt]], minlength=len(pairs)),
            "exempt_count": np.bincount(place[late[exempt]], minlength=len(pairs)),
        },
        TABLE.schema,
    )
