"""Entries one person types for many (代填代录): a sign that a form or app does not fit those who must use it."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.inputs import DAY_MICROSECONDS, MeasureInput, day_number
from jianfu.tables.column import Table, integer, number, text

PEOPLE = 10
"""One hand counts from so many others on: a clerk who types for the few of a small village does not; a setting."""
DAYS = 3
"""On so many days: a day or two at the help desk does not count; a setting."""
RUN_PEOPLE, RUN_GAP = 5, 3 * 60 * 1_000_000
"""On one device, so many people in a row with pauses no longer than this (microseconds) are one hand; a setting."""
BURST, BURST_SPAN = 5, 10 * 60 * 1_000_000
"""So many entries of one hand within this span at night are told as a night burst; a setting."""
NIGHT_FROM, NIGHT_UNTIL = 22, 6
TOOLS = ("form", "app")

TABLE = Table(
    name="proxy_entry",
    zh="代填代录",
    en="Entries typed for others",
    key=("tool_kind", "tool_id"),
    columns=(
        text("tool_kind", "工具类别", "Kind of tool", values=TOOLS),
        text("tool_id", "报表或应用编号", "Form or app id"),
        integer("entries", "填报次数", "Entries"),
        integer("people", "应填报人数", "People entered for", unit="person"),
        integer("proxy_entries", "代填次数", "Entries typed for others"),
        number("proxy_share", "代填比例", "Share typed for others"),
        integer("night_entries", "其中夜间集中代填次数", "Of these in bursts at night"),
    ),
)

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def compute_proxy_entry(given: MeasureInput) -> pa.Table:
    """``TABLE``: every form and app of which entries are known up to ``as_of``; no figure about a person."""
    rows = given.snapshot.read("submission")
    until = (day_number(given.as_of) + 1) * DAY_MICROSECONDS
    known = pc.and_(pc.is_valid(rows["person_id"]), pc.is_valid(rows["submitted_at"]))
    rows = rows.filter(known)
    rows = rows.filter(pc.less(rows["submitted_at"].cast(pa.int64()), until))
    kinds, tools = _tools(rows)
    told = np.asarray([kind is not None for kind in kinds])
    if not told.any():
        return TABLE.arrow()
    rows = rows.filter(pa.array(told))
    names = [(kind, tool) for kind, tool in zip(kinds, tools, strict=True) if kind]
    ordered = sorted(set(names))
    place = {name: at for at, name in enumerate(ordered)}
    tool = np.asarray([place[name] for name in names], np.int64)
    typed, night = find_proxies(rows, tool)
    count = len(ordered)
    entries = np.bincount(tool, minlength=count)
    people = _distinct(tool, _codes(rows["person_id"]), count)
    proxies = np.bincount(tool[typed], minlength=count)
    nights = np.bincount(tool[night], minlength=count)
    return pa.table(
        [
            [kind for kind, _ in ordered], [name for _, name in ordered], entries, people, proxies,
            proxies / np.maximum(entries, 1), nights,
        ],
        schema=TABLE.schema,
    )  # fmt: skip


def find_proxies(rows: pa.Table, tool: Ints) -> tuple[Flags, Flags]:
    """For each row of ``submission`` whether one hand typed it for many, and whether in a burst at night.

    ``tool`` numbers the form or app of each row. Who typed for somebody else is taken at his word; entries under
    everybody's own name from one device in quick succession are one hand as well.
    """
    person, typist, device = (_codes(rows[name]) for name in ("person_id", "typist_id", "device_id"))
    both = _codes(pa.chunked_array([*rows["person_id"].chunks, *rows["typist_id"].chunks], pa.string()))
    same = (both[: len(person)] == both[len(person) :]) | (typist < 0)
    moment = rows["submitted_at"].cast(pa.int64()).to_numpy()
    day = moment // DAY_MICROSECONDS
    typed = _many(~same, (tool, typist), person, day)
    runs = _runs(same & (device >= 0), (tool, device), person, moment)
    by_device = _many(runs, (tool, device), person, day)
    typed |= by_device & ~_most_frequent(by_device, (tool, device), person)
    hour = moment % DAY_MICROSECONDS // 3_600_000_000
    late = typed & ((hour >= NIGHT_FROM) | (hour < NIGHT_UNTIL))
    hand = np.where(same, _pair(tool, device) * 2, _pair(tool, typist) * 2 + 1)
    return typed, late & (_per_group(late, _pair(hand, moment // BURST_SPAN), np.bincount) >= BURST)


def _tools(rows: pa.Table) -> tuple[list[str | None], list[str]]:
    forms, apps = rows["form_id"].to_pylist(), rows["app_id"].to_pylist()
    kinds = ["form" if form else "app" if app else None for form, app in zip(forms, apps, strict=True)]
    return kinds, [form or app or "" for form, app in zip(forms, apps, strict=True)]


def _codes(column: pa.ChunkedArray) -> Ints:
    """A number for each distinct text, -1 where there is none."""
    encoded = pc.dictionary_encode(column.combine_chunks())
    return np.asarray(pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False), np.int64)


def _pair(a: Ints, b: Ints) -> Ints:
    """One number for each pair of numbers."""
    _, code = np.unique(np.stack([a, b]), axis=1, return_inverse=True)
    return np.asarray(code, np.int64).reshape(-1)


def _distinct(group: Ints, value: Ints, groups: int) -> Ints:
    """How many different values each group has."""
    pairs = np.unique(np.stack([group, value]), axis=1)
    return np.bincount(pairs[0], minlength=groups)


def _per_group(chosen: Flags, group: Ints, count: Callable[..., Ints]) -> Ints:
    """For each row the number of chosen rows in its group."""
    counts = count(group[chosen], minlength=int(group.max(initial=0)) + 1)
    return np.asarray(counts)[group]


def _many(chosen: Flags, hand: tuple[Ints, Ints], person: Ints, day: Ints) -> Flags:
    """The chosen rows of hands that type for ``PEOPLE`` people on ``DAYS`` days."""
    group = _pair(*hand)
    groups = int(group.max(initial=0)) + 1
    people, days = (_distinct(group[chosen], each[chosen], groups) for each in (person, day))
    return np.asarray(chosen & ((people >= PEOPLE) & (days >= DAYS))[group])


def _runs(chosen: Flags, hand: tuple[Ints, Ints], person: Ints, moment: Ints) -> Flags:
    """Chosen rows that stand in a run of ``RUN_PEOPLE`` people on one device."""
    at = np.flatnonzero(chosen)
    group = _pair(*hand)[at]
    order = np.lexsort((moment[at], group))
    at, group = at[order], group[order]
    new = np.ones(len(at), np.bool_)
    new[1:] = (group[1:] != group[:-1]) | (moment[at][1:] - moment[at][:-1] > RUN_GAP)
    run = np.cumsum(new) - 1
    found = np.zeros(len(chosen), np.bool_)
    if len(at):
        found[at] = (_distinct(run, person[at], int(run[-1]) + 1) >= RUN_PEOPLE)[run]
    return found


def _most_frequent(chosen: Flags, hand: tuple[Ints, Ints], person: Ints) -> Flags:
    """Rows of the person a device most often enters for: taken to be its owner, who types for himself."""
    group = _pair(*hand)[chosen]
    (groups, _), inverse, counts = np.unique(
        np.stack([group, person[chosen]]), axis=1, return_inverse=True, return_counts=True
    )
    order = np.lexsort((-counts, groups))
    first = order[np.concatenate([[True], groups[order][1:] != groups[order][:-1]])[: len(order)]]
    own = np.zeros(len(chosen), np.bool_)
    own[chosen] = np.isin(inverse.reshape(-1), first)
    return own
