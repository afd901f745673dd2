"""Work groups as things of the plan: who is in them, what they cost, what protects them, which evidence ends them."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.plan.instance import PROTECTIONS, Flags, Floats, Ints, Rows, rows_of
from jianfu.plan.run_folder import AuditedRun, place_in
from jianfu.plan.weights import Weights

EXEMPT, RESTRICTED, MEMBERS_UNKNOWN, SEASONAL, CITIZENS = (
    PROTECTIONS.index(name) for name in ("exempt", "restricted", "members_unknown", "seasonal", "citizens")
)
COLUMNS = [
    "group_id", "name", "platform", "unit_id", "type", "purpose", "audience", "created_on", "task_end_on", "state",
    "dissolved_on", "restricted", "last_active_on", "stated_members",
]  # fmt: skip
CITIZEN_WORDS = "群众|居民|村民|业主|家长|网民|服务对象"
SEASON_WORDS = "[春夏秋冬汛旱雪冰]|清明|祭扫|防火|灭火|三夏|双抢|秸秆|高温|台风|农忙|防溺水"
"""Work that sleeps and wakes with the year."""


@dataclass(frozen=True)
class GroupFacts:
    """Groups in use, in order of id."""

    table: pa.Table
    people: Rows
    """Those who are in it on the day and have not left their post."""
    load: Floats
    reading: Floats
    useful: Ints
    """Useful messages of the period; -1 where no message of the group is at hand."""
    idle_days: Floats
    """Days without a sign of life, a message or what the ledger says; -1 where nobody knows."""
    protected: Ints
    may_end: Flags
    must_end: Flags
    may_screen: Flags

    @property
    def ids(self) -> list[str]:
        """Group ids."""
        ids: list[str] = self.table["group_id"].to_pylist()
        return ids


def read_groups(run: AuditedRun, people: tuple[str, ...], weights: Weights) -> GroupFacts:
    """The groups in use on the day of the audit."""
    table = _in_use(run)
    ids = table["group_id"].to_pylist()
    members = _members(run, ids, people)
    size = np.maximum(members.sizes, 1)
    minutes = run.group_minutes()
    at = place_in(ids, minutes["group_id"])
    load, reading = np.zeros(len(ids)), np.zeros(len(ids))
    load[at[at >= 0]] = minutes["minutes"].to_numpy()[at >= 0]
    reading[at[at >= 0]] = minutes["reading"].to_numpy()[at >= 0]
    activity = _Activity(run, table)
    protected = _protected(run, table, members)
    ended = _ended(run, table, activity, weights)
    temporary = _flags(pc.equal(table["type"], "temporary"))
    over = np.asarray([one in run.subjects("temporary-group-overdue") for one in ids], np.bool_)
    endless = temporary & (_flags(pc.is_null(table["task_end_on"])) | over)
    talks = activity.useful > 0
    screen = weights["screen_there"] > 0
    return GroupFacts(
        table,
        members,
        load / size,
        reading / size,
        activity.useful,
        activity.quiet,
        np.where(ended & (protected == MEMBERS_UNKNOWN), 0, protected).astype(np.int32),
        ended,
        endless & ~ended,
        screen & talks & (activity.senders <= weights["screen_senders"]),
    )


def _in_use(run: AuditedRun) -> pa.Table:
    table = run.snapshot.read("work_group", COLUMNS)
    gone = pc.fill_null(pc.equal(table["state"], "dissolved"), False)
    past = pc.fill_null(pc.less_equal(table["dissolved_on"], pa.scalar(run.as_of)), False)
    return table.filter(pc.invert(pc.or_(gone, past))).sort_by("group_id").combine_chunks()


def _members(run: AuditedRun, ids: list[str], people: tuple[str, ...]) -> Rows:
    """Memberships on the day, of people who have not left."""
    rows = run.snapshot.read("membership", ["group_id", "person_id", "joined_on", "left_on"])
    day = pa.scalar(run.as_of)
    inside = pc.and_(
        pc.fill_null(pc.less_equal(rows["joined_on"], day), True),
        pc.fill_null(pc.greater(rows["left_on"], day), True),
    )
    staff = run.snapshot.read("person", ["person_id", "state"])
    left = staff.filter(pc.fill_null(pc.equal(staff["state"], "left"), False))["person_id"]
    rows = rows.filter(pc.and_(inside, pc.invert(pc.is_in(rows["person_id"], left.combine_chunks()))))
    group, person = place_in(ids, rows["group_id"]), place_in(people, rows["person_id"])
    known = (group >= 0) & (person >= 0)
    return rows_of(group[known], person[known], len(ids))


class _Activity:
    """What the messages of each group show, and the ledger says of when it was last active."""

    def __init__(self, run: AuditedRun, groups: pa.Table) -> None:
        ids = groups["group_id"].to_pylist()
        table = run.measure("group_activity")
        at = place_in(ids, table["group_id"])
        known = at >= 0
        self.useful = np.full(len(ids), -1, np.int32)
        self.senders = np.full(len(ids), np.iinfo(np.int32).max, np.int64)
        self.useful[at[known]] = table["useful_count"].to_numpy()[known]
        self.senders[at[known]] = table["sender_count"].to_numpy()[known]
        self.quiet = np.full(len(ids), -1.0)
        """Days without a sign of life, a message of any kind or what the ledger says; -1 where nobody knows."""
        seen = dict(zip(at.tolist(), table["last_message_at"].cast(pa.date32()).to_pylist(), strict=True))
        for place, stated in enumerate(groups["last_active_on"].to_pylist()):
            days = [day for day in (stated, seen.get(place)) if day is not None]
            if days:
                self.quiet[place] = (run.as_of - max(days)).days


def _ended(run: AuditedRun, table: pa.Table, activity: _Activity, weights: Weights) -> Flags:
    """Nothing is lost without it: found to be dead, or its task is over; and in either case it has fallen quiet."""
    ids = table["group_id"].to_pylist()
    dead = run.subjects("group-zombie")
    over = run.subjects("temporary-group-overdue")
    judged = any(rule.id == "group-zombie" and rule.state in ("fired", "silent") for rule in run.record.rules)
    quiet_days, idle_days = weights.whole("quiet_days"), weights.whole("idle_days")
    return np.asarray(
        [
            activity.quiet[at] >= quiet_days
            and (one in dead or one in over or (not judged and activity.quiet[at] > idle_days))
            for at, one in enumerate(ids)
        ],
        np.bool_,
    )


def _protected(run: AuditedRun, table: pa.Table, members: Rows) -> Ints:
    """Why a group is left as it is; the first reason that holds."""
    text = pc.binary_join_element_wise(
        pc.fill_null(table["name"], ""), pc.fill_null(table["purpose"], ""), pc.fill_null(table["audience"], ""), " "
    )
    purpose = pc.coalesce(table["purpose"], table["name"], pa.scalar(""))
    reasons = (
        (EXEMPT, exempt_today(run, "group", table["group_id"].to_pylist(), table["unit_id"].to_pylist())),
        (RESTRICTED, _flags(table["restricted"])),
        (CITIZENS, _flags(pc.match_substring_regex(text, CITIZEN_WORDS))),
        (
            SEASONAL,
            _flags(pc.match_substring_regex(purpose, SEASON_WORDS)) & ~_flags(pc.equal(table["type"], "temporary")),
        ),
        (MEMBERS_UNKNOWN, members.sizes == 0),
    )
    found = np.zeros(table.num_rows, np.int32)
    for reason, holds in reversed(reasons):
        found[holds] = reason
    return found


def exempt_today(run: AuditedRun, kind: str, ids: list[str], units: list[str | None]) -> Flags:
    """Things that are exempt on the day, themselves or through their unit: approved, begun, with an end not past."""
    rows = run.snapshot.read("exemption").to_pylist()
    holding: set[tuple[str, str]] = set()
    for row in rows:
        begun = row["from_on"] is None or row["from_on"] <= run.as_of
        if row["approved"] and begun and row["until_on"] is not None and row["until_on"] >= run.as_of:
            holding.add((row["subject_kind"], row["subject_id"]))
    return np.asarray(
        [(kind, one) in holding or ("unit", unit) in holding for one, unit in zip(ids, units, strict=True)], np.bool_
    )


def _flags(column: pa.ChunkedArray | pa.Array) -> Flags:
    return np.asarray(pc.fill_null(column, False).to_numpy(zero_copy_only=False), np.bool_)
