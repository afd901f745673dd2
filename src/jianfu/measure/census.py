"""Looks once over keys, people and memberships and gives everybody a number: the roster every pass reads."""

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianfu.measure.bundle import pack, unpack
from jianfu.measure.exemptions import purposes_of, valid_exemptions
from jianfu.measure.inputs import DAY_MICROSECONDS, MeasureInput, Period, day_number
from jianfu.measure.roster import ALWAYS_FROM, ALWAYS_UNTIL, UNKNOWN_POST, Roster, save_roster
from jianfu.tables.person import POSTS
from jianfu.tables.unit import LEVELS

KEYS = ("group_id", "sender_id")


def take_census(given: MeasureInput, folder: Path) -> tuple[Roster, Period]:
    """The roster, laid down in ``folder``, and the period of the messages up to ``as_of``.

    A group without a single membership row gets its senders for members, all the time: the least that is known.
    """
    seen = _message_keys(given)
    snapshot = given.snapshot
    membership = pa.concat_tables([snapshot.read("membership").select(_MEMBERSHIP), seen["pairs"]])
    person = snapshot.read("person", ["person_id", "unit_id", "post"])
    group = snapshot.read("work_group", ["group_id", "unit_id"])
    unit_names = [snapshot.read(table, ["unit_id"])["unit_id"] for table in ("unit", "form", "app", "app_use")]
    unit_names += [person["unit_id"], group["unit_id"]]
    people = _sorted_names([person["person_id"], membership["person_id"], seen["senders"]["sender_id"]])
    units = _sorted_names([pa.chunked_array([[""]]), *unit_names])
    groups = _sorted_names([group["group_id"], membership["group_id"], seen["groups"]["group_id"]])
    person_class, class_unit, class_post = _classes(person, people, units)
    unit = snapshot.read("unit", ["unit_id", "level"])
    level = _looked_up(unit["unit_id"], unit["level"], units, pa.array(LEVELS), missing=len(LEVELS))
    calendar = snapshot.read("calendar", ["day", "working"])
    roster = Roster(
        folder=folder,
        people=people,
        units=units,
        groups=groups,
        person_class=person_class,
        class_unit=class_unit,
        class_post=class_post,
        class_rank=level[class_unit] * len(POSTS) + class_post,
        unit_level=level,
        group_unit=_looked_up(group["group_id"], group["unit_id"], groups, units),
        **_members(membership, people, groups, person_class),
        working=np.asarray(pc.fill_null(calendar["working"], False).to_numpy()).astype(np.uint8),
        working_from=day_number(calendar["day"][0].as_py()) if len(calendar) else 0,
        **_exemptions(given, groups, units),
    )
    save_roster(roster)
    return roster, _period(given, roster, seen["days"])


_MEMBERSHIP = ["group_id", "person_id", "joined_on", "left_on"]


def part_keys(part: Path, until: int) -> pa.Table:
    """The distinct group and sender ids of one message part, its first and last day, and the (group, sender)
    pairs of groups of which no membership is stated. ``until``: microseconds, nothing from there on counts."""
    file = pq.ParquetFile(part)
    members = part.parent.parent / "membership" / part.name
    with_members = (
        _texts(pq.read_table(members, columns=["group_id"])["group_id"]).unique() if members.exists() else None
    )
    groups, senders, pairs, moments = [], [], [], []
    for at in range(file.num_row_groups):
        rows = file.read_row_group(at, columns=[*KEYS, "sent_at"])
        rows = rows.filter(pc.less(rows["sent_at"].cast(pa.int64()), until))
        if not rows.num_rows:
            continue
        moment = rows["sent_at"].cast(pa.int64())
        groups.append(_texts(pc.unique(rows["group_id"])))
        senders.append(_texts(pc.unique(rows["sender_id"])))
        moments += [pc.min(moment).as_py(), pc.max(moment).as_py()]
        lacking = groups[-1].filter(pc.invert(pc.is_in(groups[-1], with_members))) if with_members else groups[-1]
        if len(lacking):
            found = rows.select(KEYS).filter(pc.is_in(_texts(rows["group_id"]), lacking))
            found = pa.table({name: _texts(found[name]) for name in KEYS})
            pairs.append(found.group_by(list(KEYS)).aggregate([]))
    days = pa.table({"moment": pa.array(moments, pa.int64())})
    return pack(
        {
            "groups": pa.table({"group_id": pa.chunked_array(groups, pa.string()).unique()}),
            "senders": pa.table({"sender_id": pa.chunked_array(senders, pa.string()).unique().drop_null()}),
            "pairs": pa.concat_tables([_NO_PAIRS, *pairs]).group_by(list(KEYS)).aggregate([]),
            "days": days,
        }
    )


_NO_PAIRS = pa.schema([(name, pa.string()) for name in KEYS]).empty_table()


def _texts(column: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray:
    """Plain strings out of a dictionary column."""
    return column.cast(pa.string()) if not pa.types.is_string(column.type) else column


def _message_keys(given: MeasureInput) -> dict[str, pa.Table]:
    until = (day_number(given.as_of) + 1) * DAY_MICROSECONDS
    bundles = [
        unpack(bundle)
        for bundle in given.engine.map_parts(partial(part_keys, until=until), given.snapshot.files("message"))
    ]
    if not bundles:
        return {
            "groups": pa.table({"group_id": pa.array([], pa.string())}),
            "senders": pa.table({"sender_id": pa.array([], pa.string())}),
            "pairs": _as_membership(_NO_PAIRS, given),
            "days": pa.table({"moment": pa.array([], pa.int64())}),
        }
    merged = {name: pa.concat_tables([bundle[name] for bundle in bundles]) for name in bundles[0]}
    return {**merged, "pairs": _as_membership(merged["pairs"], given)}


def _as_membership(pairs: pa.Table, given: MeasureInput) -> pa.Table:
    pairs = pairs.filter(pc.is_valid(pairs["sender_id"]))
    schema = given.snapshot.read("membership", _MEMBERSHIP).schema
    nothing = pa.nulls(pairs.num_rows)
    return pa.table(
        [pairs["group_id"], pairs["sender_id"], nothing.cast(pa.date32()), nothing.cast(pa.date32())], schema=schema
    )


def _sorted_names(columns: list[pa.ChunkedArray]) -> pa.Array:
    chunks = [chunk for column in columns for chunk in column.chunks]
    distinct = pa.chunked_array(chunks, pa.string()).unique().drop_null()
    return distinct.take(pc.array_sort_indices(distinct))


def _numbers(column: pa.ChunkedArray, names: pa.Array, missing: int = 0) -> npt.NDArray[np.int32]:
    found = pc.fill_null(pc.index_in(column, names), missing)
    return np.asarray(found.to_numpy(), np.int32)


def _looked_up(
    keys: pa.ChunkedArray,
    values: pa.ChunkedArray,
    key_names: pa.Array,
    value_names: pa.Array,
    missing: int = 0,
) -> npt.NDArray[np.int32]:
    """For each key name the number of its value, ``missing`` where there is none."""
    found = np.full(len(key_names), missing, np.int32)
    found[_numbers(keys, key_names)] = _numbers(values, value_names, missing)
    return found


def _classes(
    person: pa.Table, people: pa.Array, units: pa.Array
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    posts = pa.array(POSTS)
    other = POSTS.index(UNKNOWN_POST)
    unit = _looked_up(person["person_id"], person["unit_id"], people, units)
    post = np.full(len(people), other, np.int32)
    post[_numbers(person["person_id"], people)] = _numbers(person["post"], posts, other)
    distinct, person_class = np.unique(unit.astype(np.int64) * len(POSTS) + post, return_inverse=True)
    return (
        person_class.astype(np.int32),
        (distinct // len(POSTS)).astype(np.int32),
        (distinct % len(POSTS)).astype(np.int32),
    )


def _days(column: pa.ChunkedArray, missing: int) -> npt.NDArray[np.int32]:
    return np.asarray(pc.fill_null(column.cast(pa.int32()), missing).to_numpy(), np.int32)


def _members(
    membership: pa.Table, people: pa.Array, groups: pa.Array, person_class: npt.NDArray[np.int32]
) -> dict[str, Any]:
    group = _numbers(membership["group_id"], groups)
    person = _numbers(membership["person_id"], people)
    order = np.lexsort((person, person_class[person], group))
    return {
        "member_start": np.searchsorted(group[order], np.arange(len(groups) + 1)).astype(np.int64),
        "member_person": person[order],
        "member_from": _days(membership["joined_on"], ALWAYS_FROM)[order],
        "member_until": _days(membership["left_on"], ALWAYS_UNTIL)[order],
    }


def _exemptions(given: MeasureInput, groups: pa.Array, units: pa.Array) -> dict[str, Any]:
    table = valid_exemptions(given.snapshot.read("exemption"))
    kinds = table["subject_kind"].to_pylist()
    of_group = _numbers(table["subject_id"], groups, -1)
    of_unit = _numbers(table["subject_id"], units, -1)
    subject = np.array(
        [
            g if kind == "group" else (u if u < 0 else u + len(groups))
            for kind, g, u in zip(kinds, of_group, of_unit, strict=True)
        ],
        np.int64,
    )
    purposes = np.array([purposes_of(rule) for rule in table["rule_id"].to_pylist()], np.int32)
    from_day = _days(table["from_on"], ALWAYS_FROM)
    until_day = _days(table["until_on"], ALWAYS_FROM)
    order = np.lexsort((purposes, until_day, from_day, subject))
    order = order[subject[order] >= 0]
    start = np.searchsorted(subject[order], np.arange(len(groups) + len(units) + 1)).astype(np.int64)
    return {
        "exempt_start": start,
        "exempt_from": from_day[order],
        "exempt_until": until_day[order],
        "exempt_purposes": purposes[order],
    }


def _period(given: MeasureInput, roster: Roster, days: pa.Table) -> Period:
    """Of the messages; without messages the month up to ``as_of``."""
    last = day_number(given.as_of)
    first = last - given.as_of.day + 1
    if days.num_rows:
        moments = days["moment"].to_numpy()
        first, last = int(moments.min() // DAY_MICROSECONDS), int(moments.max() // DAY_MICROSECONDS)
    working = roster.is_working(np.arange(first, last + 1, dtype=np.int64))
    return Period(first, last, int(working.sum()))
