"""The made-up county as numbers: units, people, groups, who is in which, and what is planted in them.

Everything else (registers, chat, truth) is written from a ``World``; nothing of it is read by the audit.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jianfu.simulate.settings import Settings
from jianfu.simulate.wording.record import NOTHING_SAID, Wordings

Int8s = NDArray[np.int8]
Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Days = NDArray[np.datetime64]
"""datetime64[D]; NaT where there is none."""

LEVELS = ("city", "county", "township", "village")
KINDS = ("department", "government", "party", "institution", "other")
POSTS = ("leader", "middle", "staff", "village_cadre", "grid_worker")
PLATFORMS = ("wecom", "wechat", "qq", "dingtalk")
LIVES = (
    "busy", "normal", "quiet", "asleep", "zombie", "ack_only", "show_off", "flood", "merged", "dissolved",
)  # fmt: skip
"""``asleep`` (seasonal), ``zombie`` and ``dissolved`` groups have no message in the period. The rest talk."""
NOT_LISTED = -1
SILENT_LIVES = ("asleep", "zombie", "dissolved")


def life_code(name: str) -> int:
    """The number a kind of life has in ``Groups.life``."""
    return LIVES.index(name)


@dataclass(frozen=True)
class Units:
    """One row per unit, in tree order: a unit's subtree is the run of units ``[index, subtree_to)``."""

    code: pa.StringArray
    """The code the directory of units states (单位编码)."""
    name: pa.StringArray
    level: Int8s
    kind: Int8s
    parent: Int32s
    """-1 at the top."""
    county: Int32s
    """Which county side by side, from 0; -1 for a city or province."""
    subtree_to: Int32s
    people_from: Int32s
    people_to: Int32s
    """Its own people are ``[people_from, people_to)``; its subtree's ``[people_from, subtree_people_to)``."""
    subtree_people_to: Int32s
    works_late: Flags
    """Planted: this unit's senders write outside working hours (truth: off-hours-messages)."""
    off_hours_share: Floats
    """The share of the unit's messages, exempt groups left out, that must fall outside working hours."""

    def __len__(self) -> int:
        return len(self.level)


@dataclass(frozen=True)
class People:
    """One row per person, sorted by unit."""

    userid: pa.StringArray
    name: pa.StringArray
    """No name occurs twice within a unit."""
    unit: Int32s
    post: Int8s
    left: Flags
    left_on: Days
    """Before the period begins for all who left: leavers send nothing. After it for some who will leave."""
    sociability: Floats

    def __len__(self) -> int:
        return len(self.post)


@dataclass(frozen=True)
class Groups:
    """One row per work group, in order of the owning unit."""

    group_id: pa.StringArray
    """The id the audit will use (``tables.identity.group_id``)."""
    room_id: pa.StringArray
    """WeCom's room id; null on other platforms, which are in no archive and have no member list."""
    name: pa.StringArray
    unit: Int32s
    owner: Int32s
    """Person index; a member of the group where it is on WeCom; ``NOT_LISTED`` where the ledger leaves it out."""
    platform: Int8s
    temporary: Flags
    purpose: pa.StringArray
    audience: Int8s
    """0 own unit, 1 township and villages, 2 the line across the county."""
    created_on: Days
    task_start_on: Days
    task_end_on: Days
    dissolved_on: Days
    """NaT: active. Dissolved groups ended before the period begins or, rarely, in it; they are silent."""
    approved: Flags
    filed: Flags
    filed_on: Days
    last_active_on: Days
    """As the census states it; NaT: left blank."""
    stated_members: Int32s
    restricted: Flags
    life: Int8s
    exempt_from: Days
    exempt_until: Days
    """Both NaT: no exemption. ``exempt_until`` before the period begins: it has lapsed and counts for nothing."""
    exempt_reason: Int8s
    """0 security, 1 emergency, -1 none."""
    chain_rounds_per_week: Int8s
    """Rounds of 接龙/vote/form/check-in the group runs in each ISO week that lies wholly in the period, on the same
    weekdays each week. 0: the group runs none at all. Two is the limit, more is a finding unless exempt."""
    demands_chain: Flags
    """At least one round (or a notice just before it) says that all must; false: no round in it may say so."""
    twin_of: Int32s
    """Group with nearly the same members and purpose, -1 for none."""

    def __len__(self) -> int:
        return len(self.life)


@dataclass(frozen=True)
class Memberships:
    """Group -> people, compressed rows: the members of group g are ``person[offset[g]:offset[g + 1]]``, ascending."""

    offset: Int64s
    person: Int32s
    joined_on: Int32s
    """Days since 1970-01-01."""

    def __len__(self) -> int:
        return len(self.person)


@dataclass(frozen=True)
class Label:
    """One line of the truth: a finding that is real, or one that only looks so."""

    rule_id: str
    subject_kind: str
    subject_id: str
    real: bool
    why: str


@dataclass(frozen=True)
class World:
    """The made-up county apart from what is written of it."""

    size: str
    seed: int
    clean: bool
    settings: Settings
    units: Units
    people: People
    groups: Groups
    memberships: Memberships
    labels: tuple[Label, ...]
    """Truth about units and groups; the registers add theirs."""
    wordings: Wordings = NOTHING_SAID
    """Announcements and messages that break the rules by what they say, and what only looks so."""

    @property
    def as_of(self) -> date:
        """The day the truth holds for."""
        return self.settings.period.as_of

    def valid_exemption(self) -> Flags:
        """Per group: an exemption holds on every day of the period."""
        first = np.datetime64(self.settings.period.first_day)
        last = np.datetime64(self.settings.period.last_day)
        covered: Flags = (self.groups.exempt_from <= first) & (self.groups.exempt_until >= last)
        return covered

    def talking(self) -> Flags:
        """Per group: it has messages in the archive (on WeCom, and neither asleep, zombie nor dissolved)."""
        silent = np.isin(self.groups.life, [life_code(name) for name in SILENT_LIVES])
        spoken: Flags = (self.groups.platform == PLATFORMS.index("wecom")) & ~silent
        return spoken
