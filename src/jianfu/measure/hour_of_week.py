"""When messages are sent (消息时段): by weekday and hour over the whole period, outside working hours apart."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jianfu.measure.chunk import Chunk
from jianfu.measure.windows import HOUR
from jianfu.tables.column import Table, integer

TABLE = Table(
    name="hour_of_week",
    zh="消息时段",
    en="Messages by weekday and hour",
    key=("weekday", "hour"),
    columns=(
        integer("weekday", "星期", "Weekday", note=("1 为星期一", "1 is Monday")),
        integer("hour", "时", "Hour", unit="hour", note=("0 至 23，当地钟表时间", "0 to 23, wall-clock")),
        integer("message_count", "消息数", "Messages", unit="message"),
        integer("off_hours_count", "非工作时间消息数", "Outside working hours", unit="message"),
    ),
)

SLOTS = 7 * 24


def count_hours(chunk: Chunk) -> npt.NDArray[np.int64]:
    """Messages and those outside working hours, by (hour of the week from Monday, 2)."""
    slot = (chunk.day.astype(np.int64) + 3) % 7 * 24 + chunk.moment // HOUR % 24
    everything = np.bincount(slot, minlength=SLOTS)
    return np.stack([everything, np.bincount(slot[chunk.off_hours], minlength=SLOTS)], axis=1)


def hours_table(counts: npt.NDArray[np.int64]) -> pa.Table:
    """``TABLE`` from the counts of ``count_hours``; hours without a message too."""
    slot = np.arange(SLOTS)
    return pa.table([slot // 24 + 1, slot % 24, counts[:, 0], counts[:, 1]], schema=TABLE.schema)
