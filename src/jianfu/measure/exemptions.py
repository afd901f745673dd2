"""Which events were exempt when they happened (豁免): by group or sending unit, approved, with an end date."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.base.compiled import inlined, kernel
from jianfu.measure.roster import Roster

PURPOSES: Mapping[str, tuple[str, ...]] = {
    "acknowledgement": ("reply-forced", "acknowledgement-chain"),
    "chain_reply": ("chain-reply-demanded", "chain-reply-frequent"),
    "off_hours": ("off-hours-messages",),
    "photo_demand": (
        "proof-demanded",
        "proof-crowd",
        "photo-demanded-twice",
        "photo-out-of-date",
        "photo-used-again",
    ),
    "written_rule": ("rule-text-breaks-rules",),
    "named_criticism": ("named-criticism",),
    "demand": ("answer-instant", "deadline-impossible", "deadline-same-day"),
}
"""Measure -> the rules whose exemptions it honours, beside those that name no rule."""
(
    ACKNOWLEDGEMENT, CHAIN_REPLY, OFF_HOURS, PHOTO_DEMAND, WRITTEN_RULE, NAMED_CRITICISM, DEMAND,
) = (1 << at for at in range(len(PURPOSES)))  # fmt: skip
ALL = (1 << len(PURPOSES)) - 1


def valid_exemptions(table: pa.Table) -> pa.Table:
    """Those that count: approved, of a group or unit, with an end."""
    counts = pc.and_kleene(table["approved"], pc.is_valid(table["until_on"]))
    counts = pc.and_kleene(counts, pc.is_in(table["subject_kind"], pa.array(["group", "unit"])))
    return table.filter(counts)


def purposes_of(rule_id: str | None) -> int:
    """The measures an exemption touches, as bits."""
    if rule_id is None:
        return ALL
    return sum(1 << at for at, rules in enumerate(PURPOSES.values()) if rule_id in rules)


@inlined
def exempt_purposes(
    subject: int,
    day: int,
    start: npt.NDArray[np.int64],
    spans: tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.int32]],
) -> int:
    """Bits of the measures for which this subject is exempt on this day; ``spans``: first day, last day, bits."""
    found = 0
    for at in range(start[subject], start[subject + 1]):
        if spans[0][at] <= day <= spans[1][at]:
            found |= spans[2][at]
    return found


@kernel
def _exempt(
    subjects: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]],
    days: npt.NDArray[np.int32],
    start: npt.NDArray[np.int64],
    spans: tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.int32]],
    found: npt.NDArray[np.int32],
) -> None:
    for at in range(len(days)):
        purposes = exempt_purposes(subjects[0][at], days[at], start, spans)
        found[at] = purposes | exempt_purposes(subjects[1][at], days[at], start, spans)


@dataclass(frozen=True)
class Events:
    """Where and when something happened: group and unit numbers, days from 1970-01-01."""

    group: npt.NDArray[np.int32]
    unit: npt.NDArray[np.int32]
    day: npt.NDArray[np.int32]


def exempt_events(roster: Roster, events: Events, purpose: int) -> npt.NDArray[np.bool_]:
    """Which events were exempt from a measure, by their group or by the unit that caused them."""
    spans = (roster.exempt_from, roster.exempt_until, roster.exempt_purposes)
    found = np.zeros(len(events.day), np.int32)
    subjects = (events.group.astype(np.int64), events.unit.astype(np.int64) + len(roster.groups))
    if len(roster.exempt_purposes):
        _exempt(subjects, events.day, roster.exempt_start, spans, found)
    return np.asarray(found & purpose != 0)
