"""The grammar on a plain list of texts, without a dataset."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.dataset.calendar import Period, calendar_rows
from jianfu.measure.burden.constants import default_constants
from jianfu.measure.demands.asks import Asks
from jianfu.measure.demands.reading import DemandReader
from jianfu.measure.demands.table import TABLE
from jianfu.measure.demands.working_time import WorkingTime
from jianfu.measure.inputs import day_number
from jianfu.measure.signals import lexicon, read_signals

_NOT_HERE = ("message_id", "group_id", "unit_id", "exempt")
SCHEMA = pa.schema([pa.field("place", pa.int64()), *(field for field in TABLE.schema if field.name not in _NOT_HERE)])
"""``place``: which of the texts, from 0; then the columns of ``demand``."""
_ROUNDS = ("chain_demand", "vote_demand", "form_demand", "check_in_demand")
_MARGIN = timedelta(400)


def read_demands(
    texts: Sequence[str | None], sent_at: Sequence[datetime], calendar: pa.Table | None = None, *, zone: str
) -> pa.Table:
    """The demands among these texts, sent at these wall-clock moments: columns of ``SCHEMA``.

    ``calendar``: days that people work on, as canonical table ``calendar`` (columns day, working); without it the
    public one of the zone. Raises ValueError where there are not as many moments as texts.
    """
    if len(texts) != len(sent_at):
        raise ValueError(f"{len(texts)} texts, {len(sent_at)} moments")
    text = pa.array(texts, pa.string())
    moment = np.asarray(pa.array(sent_at, pa.timestamp("us")).cast(pa.int64()))
    signals = read_signals(text, lexicon())
    reader = DemandReader(working_time(sent_at, calendar, zone))
    asks, number = reader.read(text, moment, signals)
    rounds = signals.mask & sum(lexicon().bit(name) for name in _ROUNDS) != 0
    at = np.flatnonzero((number >= 0) | rounds)
    columns = {
        "place": at,
        "sent_at": pa.array(moment[at], pa.timestamp("us")),
        **reader.columns(number[at].astype(np.int64), moment[at]),
        "asks_round": rounds[at],
        **asks_columns(asks[at]),
    }
    return pa.table([columns[name] for name in SCHEMA.names], SCHEMA)


def asks_columns(asks: npt.NDArray[np.uint8]) -> dict[str, npt.NDArray[np.bool_]]:
    """One column a kind of answer."""
    kinds = {"reply": Asks.REPLY, "photo": Asks.PHOTO, "screenshot": Asks.SCREENSHOT, "location": Asks.LOCATION}
    return {f"asks_{name}": np.asarray(asks & int(kind) != 0) for name, kind in kinds.items()}


def working_time(sent_at: Sequence[datetime], calendar: pa.Table | None, zone: str) -> WorkingTime:
    """Working time by a calendar; past its ends Monday to Friday are working days."""
    if calendar is None:
        days = [each.date() for each in sent_at] or [date(1970, 1, 1)]
        calendar = calendar_rows(Period(min(days) - _MARGIN, max(days) + _MARGIN), zone=zone)
    known = np.asarray(pc.cast(calendar["day"], pa.int32())).astype(np.int64)
    working = known[np.asarray(pc.fill_null(calendar["working"], False))]
    first, last = (int(known.min()), int(known.max())) if len(known) else (day_number(date(1970, 1, 1)), 0)

    def is_working(days: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        outside = (days < first) | (days > last)
        return np.asarray(np.where(outside, (days + 3) % 7 < 5, np.isin(days, working)))

    constants = default_constants()
    return WorkingTime(is_working, constants.whole("work_begins"), constants.whole("work_ends"))
