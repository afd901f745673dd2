"""Turns counts since 1970 in UTC, as chat servers write them, into wall-clock time of the zone."""

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc


def wall_clock(counts: pa.Array, unit: str, zone: str) -> pa.Array:
    """``int64`` counts since 1970 in UTC (``unit`` s, ms or us) as ``timestamp[us]`` of the zone's clocks."""
    in_utc = counts.cast(pa.timestamp(unit)).cast(pa.timestamp("us"))
    return pc.local_timestamp(in_utc.cast(pa.timestamp("us", zone)))


def wall_date(counts: pa.Array, unit: str, zone: str) -> pa.Array:
    """The same as ``date32``: the day it was in the zone."""
    return wall_clock(counts, unit, zone).cast(pa.timestamp("s"), safe=False).cast(pa.date32(), safe=False)


def day_of(count: int | None, unit: str, zone: str) -> date | None:
    """The day in the zone of one count since 1970 in UTC."""
    day: date | None = wall_date(pa.array([count], pa.int64()), unit, zone)[0].as_py()
    return day
