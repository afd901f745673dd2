"""``PLAN/replay.json`` (推演结果): what a plan, and crude campaigns beside it, do to the messages of the last period.

    {"status": "passed", "first_day": "2026-09-01", "last_day": "2026-09-30", "messages": 548877,
     "plan": {"must_act": 812, "missed": 0, "late": 0, "twice": 120, "twice_before": 240, ..., "minutes": {...}},
     "campaigns": {"one-per-unit": {... the same as of the plan ...}, "smallest-60": {...}, "idle-90": {...}}}

``minutes`` holds ``total``, ``worst_tenth`` and ``levels``; each amount has ``before`` and ``after``, each of these
``low``, ``middle`` and ``high``. No figure is of one person, and none is of fewer than ``SMALLEST_SHOWN``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import msgspec

from jianfu.base.errors import UserProblem

FILE_NAME = "replay.json"
STATUSES = ("passed", "refused", "no_messages")
"""Everybody is reached in time; somebody is not; there was nothing to replay (通过, 不予通过, 无消息可推演)."""
BASES = ("deadline", "ledger", "protected")
"""Why a notice must be acted on: it sets a deadline; a duty of the ledger goes through its group; its group is exempt
for security or emergency work, or restricted (有时限, 职责清单, 应急安保或限制范围)."""
CAMPAIGNS = ("one-per-unit", "smallest-60", "idle-90")
"""One group for each unit; the 60 % smallest groups deleted; groups idle for 90 days deleted."""


@dataclass(frozen=True)
class Cases:
    """Minutes per working day, as the burden's constants give them."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Change:
    """The same amount before and after."""

    before: Cases
    after: Cases


@dataclass(frozen=True)
class LevelMinutes:
    """Mean minutes of one person of a level and post; both empty for the rest, which are few or not known."""

    level: str
    post: str
    people: int
    minutes: Change


@dataclass(frozen=True)
class Minutes:
    """Minutes per working day: all burden, of which only what runs through work groups changes."""

    total: Change
    """Everybody's together; what keepers spend is not in it."""
    worst_tenth: Change | None
    """Mean of one person of the most burdened tenth, before and after each its own; ``None`` where that is a few."""
    levels: tuple[LevelMinutes, ...]


@dataclass(frozen=True)
class HowOften:
    """How many times a person gets the same notice: pairs of person and notice. The last row: so often and more."""

    times: int
    before: int
    after: int


@dataclass(frozen=True)
class Unreached:
    """People of one level and post whom a notice does not reach, or too late; ``people`` is ``None`` for a few."""

    level: str
    post: str
    people: int | None


@dataclass(frozen=True)
class LostNotice:
    """A notice that must be acted on and does not reach everybody in time."""

    message_id: str
    group_id: str
    group: str
    """The group's name, else its purpose."""
    basis: str
    """One of ``BASES``."""
    duty: str | None
    """The duty of the ledger it serves."""
    sent_at: datetime
    due_at: datetime | None
    missed: bool
    """False: everybody gets it, some too late."""
    unreached: tuple[Unreached, ...]


@dataclass(frozen=True)
class Replayed:
    """What became of the period's messages in one structure."""

    must_act: int
    """Notices that must be acted on; a notice passed on in the same words counts once."""
    missed: int
    """Of these, how many no longer reach somebody they reached."""
    late: int
    """Of the rest, how many reach somebody only after their deadline who had them in time."""
    twice: int
    """Pairs of person and notice where the same notice comes twice or more."""
    twice_before: int
    how_often: tuple[HowOften, ...]
    changes: int
    """Groups that are changed."""
    duties_lost: int
    """Duties of the ledger, carried by groups today, that leave somebody without a path."""
    protected_ended: int
    """Groups that end although exempt, restricted, seasonal or with citizens in them."""
    restricted_widened: int
    """Restricted groups whose messages reach people who were not in them."""
    minutes: Minutes
    lost: tuple[LostNotice, ...] = ()
    """The first of those missed or late, missed ones first."""


@dataclass(frozen=True)
class ReplayRecord:
    """The contents of ``replay.json``."""

    jianfu: str
    snapshot_id: str
    as_of: date
    status: str
    """One of ``STATUSES``; that of the plan. Campaigns are for comparison."""
    first_day: date | None = None
    last_day: date | None = None
    """The period: all days the messages cover, up to the day of the audit; empty without messages."""
    messages: int = 0
    """Replayed: those of groups in use."""
    other_messages: int = 0
    """Of groups no longer in use."""
    plan: Replayed | None = None
    campaigns: Mapping[str, Replayed] = field(default_factory=dict)
    """By name, in the order of ``CAMPAIGNS``."""


def write_replay(record: ReplayRecord, folder: Path) -> None:
    """``replay.json`` into a plan folder."""
    (folder / FILE_NAME).write_bytes(msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n")


def read_replay(folder: Path) -> ReplayRecord | None:
    """What a plan's replay found, or ``None`` where it has none; raises ``UserProblem`` for what is no replay."""
    try:
        return msgspec.json.decode((folder / FILE_NAME).read_bytes(), type=ReplayRecord)
    except FileNotFoundError:
        return None
    except msgspec.MsgspecError as cause:
        raise UserProblem("replay-unreadable", path=folder / FILE_NAME) from cause
