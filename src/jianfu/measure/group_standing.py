"""Who leads and who is in a group (群主与成员状况): owners who left or were not named, members who left or never look.

Counts only: no row names anybody.
"""

from collections import Counter
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianfu.base.errors import UserProblem
from jianfu.dataset.earlier import KEPT, UNLISTED
from jianfu.measure.inputs import MeasureInput, day_number
from jianfu.tables.column import Table, integer, text
from jianfu.tables.person import POSTS

OWNER_STATES = ("active", "left", "unnamed")
NAMED_SHARE = 0.5
"""Where at least this share of a unit's groups have an owner in the ledger, an empty cell means that there is none."""

TABLE = Table(
    name="group_standing",
    zh="群主与成员状况",
    en="Owner and members of groups",
    key=("group_id",),
    columns=(
        text("group_id", "群组编号", "Group id"),
        text(
            "owner_state",
            "群主状况",
            "State of the owner",
            values=OWNER_STATES,
            note=(
                "active 在职、left 已离任、unnamed 台账未写群主而本单位其他群多数写了；空：无从得知",
                "active, left, unnamed (not in the ledger though most groups of the unit have one); empty: not known",
            ),
        ),
        text("owner_post", "群主岗位", "Post of the owner", values=POSTS),
        integer("member_count", "成员数", "Members", unit="person"),
        integer(
            "leaver_count",
            "仍在群内的离任人员",
            "Members who left their unit",
            unit="person",
            note=("不含群主；只计有成员名单的群", "without the owner; only where members are listed"),
        ),
        integer(
            "watched_count",
            "可判断是否查看的成员",
            "Members whose reading is known",
            unit="person",
            note=(
                "导出中有最近查看日期的群里，入群已满期限的成员；没有这一栏的为零",
                "members for as long as the limit, where the export states when they last looked; else none",
            ),
        ),
        integer("idle_count", "长期未查看的成员", "Members who do not look", unit="person"),
    ),
)

Longs = npt.NDArray[np.int64]


def compute_group_standing(given: MeasureInput) -> pa.Table:
    """``TABLE``: one row for every group of the ledgers and exports that is not dissolved on ``as_of``."""
    ledger = given.snapshot.read("work_group", ["group_id", "unit_id", "owner_id", "state", "dissolved_on"])
    standing = pc.or_kleene(pc.is_null(ledger["dissolved_on"]), pc.greater(ledger["dissolved_on"], given.as_of))
    ended = pc.fill_null(pc.equal(ledger["state"], "dissolved"), False)
    ledger = ledger.filter(pc.and_(pc.fill_null(standing, True), pc.invert(ended)))
    people = given.snapshot.read("person", ["person_id", "post", "state", "left_on"])
    left = _left(people, given.as_of)
    people = people.append_column("left", left)
    counts = _count_members(given, people.filter(left)["person_id"].combine_chunks(), ledger)
    state, post = _owners(ledger, people)
    said = {"owner_state": pa.array(state, pa.string()), "owner_post": pa.array(post, pa.string())}
    rows = pa.table({"group_id": ledger["group_id"], **said})
    joined = rows.join(counts, "group_id")
    for name in ("member_count", "leaver_count", "watched_count", "idle_count"):
        at = joined.column_names.index(name)
        joined = joined.set_column(at, name, pc.fill_null(joined[name], 0))
    return joined.select(TABLE.names).cast(TABLE.schema).sort_by("group_id").combine_chunks()


def _left(people: pa.Table, as_of: date) -> pa.ChunkedArray:
    """Whether each person has left the unit by ``as_of``; who left later is still there."""
    said = pc.fill_null(pc.equal(people["state"], "left"), False)
    return pc.if_else(pc.is_valid(people["left_on"]), pc.less_equal(people["left_on"], as_of), said)


def _owners(ledger: pa.Table, people: pa.Table) -> tuple[list[str | None], list[str | None]]:
    """State and post of each group's owner; nothing where it is not known."""
    posts = dict(zip(people["person_id"].to_pylist(), people["post"].to_pylist(), strict=True))
    left = set(people.filter(people["left"])["person_id"].to_pylist())
    units, owners = ledger["unit_id"].to_pylist(), ledger["owner_id"].to_pylist()
    groups = Counter(units)
    named = Counter(unit for unit, owner in zip(units, owners, strict=True) if owner)
    states: list[str | None] = []
    for unit, owner in zip(units, owners, strict=True):
        if owner is None:
            told = unit is not None and named[unit] > 0 and named[unit] >= NAMED_SHARE * groups[unit]
            states.append("unnamed" if told else None)
        else:
            states.append("left" if owner in left else "active" if owner in posts else None)
    return states, [posts.get(owner or "") for owner in owners]


def _count_members(given: MeasureInput, leavers: pa.Array, ledger: pa.Table) -> pa.Table:
    """Members of each group on ``as_of``, counted part by part."""
    owner = dict(zip(ledger["group_id"].to_pylist(), ledger["owner_id"].to_pylist(), strict=True))
    guessed = _without_list(given)
    before = day_number(given.as_of) - given.constants.whole("idle_member_days")
    pieces = []
    for path in given.snapshot.files("membership"):
        names = [name for name in MEMBER_COLUMNS if name in pq.read_schema(path).names]
        rows = pq.read_table(path, columns=names, partitioning=None)
        rows = _inside(rows, given.as_of)
        groups = rows["group_id"].cast(pa.string())
        people = rows["person_id"].cast(pa.string())
        listed = pc.invert(pc.is_in(groups, value_set=guessed))
        gone = pc.and_(pc.is_in(people, value_set=leavers), listed)
        at = np.flatnonzero(gone.to_numpy())
        leaver = gone.to_numpy().copy()
        taken = zip(
            at.tolist(), groups.take(pa.array(at)).to_pylist(), people.take(pa.array(at)).to_pylist(), strict=True
        )
        leaver[[row for row, group, person in taken if owner.get(group) == person]] = False
        watched, idle = _looks(rows, groups, before)
        marks = (np.ones(len(rows), np.bool_), leaver, watched, idle)
        counted = pa.table({"group_id": groups, **dict(zip(COUNTS, marks, strict=True))})
        summed = counted.group_by("group_id").aggregate([(name, "sum") for name in COUNTS])
        pieces.append(summed.select(COUNTED.names).cast(COUNTED))
    found = pa.concat_tables([COUNTED.empty_table(), *pieces])
    return found.rename_columns([name.replace("_sum", "_count") for name in found.column_names])


COUNTS = ("member", "leaver", "watched", "idle")
COUNTED = pa.schema([("group_id", pa.string()), *((f"{name}_sum", pa.int64()) for name in COUNTS)])
MEMBER_COLUMNS = ("group_id", "person_id", "joined_on", "left_on", "last_seen_on")


def _inside(rows: pa.Table, as_of: date) -> pa.Table:
    came = pc.fill_null(pc.less_equal(rows["joined_on"], as_of), True)
    stays = pc.fill_null(pc.greater(rows["left_on"], as_of), True)
    return rows.filter(pc.and_(came, stays))


def _looks(rows: pa.Table, groups: pa.ChunkedArray, before: int) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Members whose reading is known, and those of them who did not look since ``before``.

    In a group for which the export states when anybody looked, an empty cell means never.
    """
    none = np.zeros(len(rows), np.bool_)
    if "last_seen_on" not in rows.column_names or rows["last_seen_on"].null_count == len(rows):
        return none, none
    stated = pc.unique(groups.filter(pc.is_valid(rows["last_seen_on"])))
    joined = pc.fill_null(rows["joined_on"].cast(pa.int32()), before).to_numpy()
    watched = pc.is_in(groups, value_set=stated).to_numpy() & (joined <= before)
    seen = pc.fill_null(rows["last_seen_on"].cast(pa.int32()), before - 1).to_numpy()
    return watched, watched & (seen < before)


def _without_list(given: MeasureInput) -> pa.Array:
    """Groups whose members were only seen writing: nothing tells that they are still in."""
    path = given.snapshot.folder / KEPT / UNLISTED
    if not path.is_file():
        return pa.array([], pa.string())
    try:
        return pq.read_table(path, partitioning=None)["group_id"].cast(pa.string()).combine_chunks()
    except (OSError, pa.ArrowInvalid) as cause:
        raise UserProblem("dataset-unreadable", path=path) from cause
