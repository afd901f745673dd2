"""What the tracer finds of the copies that were made, by kind of copy and by how much of the text was changed."""

import itertools
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from make_texts import CHANGES
from numpy.typing import NDArray
from score import own_numbers, purity

from plan import KINDS, ORIGIN, REISSUED

EDITS = (0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.10, 0.12, 1.0)
UNKNOWABLE = "place"
"""The change that makes of a copy, word for word, what the same template is elsewhere: no text tells the two apart, at
most who sent it when. What was found is counted with such copies, and what was made from these, and without."""
SHOWN = 5
TRUTH = ["message_id", "text", "kind", "notice", "twin_of", "edit_share", "digits_edited", "depth", "change"]
Longs = NDArray[np.int64]


class Judged(NamedTuple):
    """Truth and what was found, row by row."""

    texts: pa.Table
    kind: Longs
    """Numbers of ``KINDS``."""
    notice: Longs
    """-1 for a message that belongs to none."""
    label: Longs
    """Of the cluster; a number of its own for a message in none."""
    inside: NDArray[np.bool_]
    """In a cluster of two and more."""
    home: NDArray[np.bool_]
    """In the cluster that holds most messages of its notice."""


def judge(texts: pa.Table, relays: pa.Table) -> Judged:
    """Lay what was found beside what is true."""
    position = pc.index_in(texts["message_id"], relays["message_id"]).combine_chunks()
    inside = np.asarray(position.is_valid())
    clusters = relays["cluster_id"].combine_chunks().dictionary_encode().indices
    found = clusters.take(position).fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    label = np.where(inside, found, len(relays) + np.arange(len(texts)))
    kind = pc.index_in(texts["kind"].cast(pa.string()), pa.array(KINDS)).to_numpy().astype(np.int64)
    notice = texts["notice"].fill_null(-1).to_numpy().astype(np.int64)
    return Judged(texts, kind, notice, label, inside, at_home(label, notice, inside))


def at_home(label: Longs, notice: Longs, inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether a message stands in the cluster that holds most of its notice; the lower label where two hold as many."""
    rows = np.flatnonzero((notice >= 0) & inside)
    width = int(label.max()) + 1
    keys, inverse, seen = np.unique(notice[rows] * width + label[rows], return_inverse=True, return_counts=True)
    order = np.lexsort((keys, -seen, keys // width))
    best = np.zeros(len(keys), bool)
    best[order[np.unique(keys[order] // width, return_index=True)[1]]] = True
    home = np.zeros(len(label), bool)
    home[rows] = best[inverse]
    return home


def twins_split(judged: Judged) -> float:
    """Of the notices that have another's words, those none of whose messages stands in a cluster with the other's."""
    twin_of = judged.texts["twin_of"].fill_null(-1).to_numpy().astype(np.int64)
    twins = np.unique(np.stack((judged.notice, twin_of))[:, twin_of >= 0], axis=1)
    rows = np.flatnonzero((judged.notice >= 0) & judged.inside)
    width = int(judged.label.max()) + 1
    stands = np.unique(judged.notice[rows] * width + judged.label[rows])
    other = dict(zip(twins[0].tolist(), twins[1].tolist(), strict=True))
    mixed = {
        notice
        for notice, label in zip((stands // width).tolist(), (stands % width).tolist(), strict=True)
        if notice in other and holds(stands, other[notice] * width + label)
    }
    return 1 - len(mixed) / max(1, len(other))


def holds(ordered: Longs, key: int) -> bool:
    at = np.searchsorted(ordered, key)
    return at < len(ordered) and ordered[at] == key


def table(judged: Judged) -> str:
    """Recall by kind and by edits, precision, and what must not be found."""
    copies = judged.kind > ORIGIN
    change = judged.texts["change"].cast(pa.string()).to_numpy(zero_copy_only=False)
    lines = ["| copies | messages | found |", "| --- | ---: | ---: |"]
    rows = [("**all**", copies), (f"**all, none of another {UNKNOWABLE}**", copies & (change != UNKNOWABLE))]
    rows += [(name, judged.kind == number) for number, name in enumerate(KINDS) if number > ORIGIN]
    edited = judged.kind == KINDS.index("edited")
    share = judged.texts["edit_share"].to_numpy()
    rows += [
        (
            f"· edited, {low:.0%} to {high:.0%}" if high < 1 else f"· edited, over {low:.0%}",
            edited & (share >= low) & (share < high),
        )
        for low, high in itertools.pairwise(EDITS)
    ]
    rows.append(("· edited, digits among it", edited & (judged.texts["digits_edited"].to_numpy() > 0)))
    rows += [(f"· changed or reissued, {fact}", (judged.kind >= REISSUED) & (change == fact)) for fact in CHANGES]
    depth = judged.texts["depth"].to_numpy()
    rows += [(f"· through {hands} hands", copies & (depth == hands)) for hands in range(1, int(depth.max()) + 1)]
    for name, chosen in rows:
        if chosen.any():
            lines.append(f"| {name} | {chosen.sum():,} | {judged.home[chosen].mean():.4f} |")
    by_kind = {name: int((judged.inside & (judged.kind == number)).sum()) for number, name in enumerate(KINDS[:ORIGIN])}
    lines += [
        "",
        f"In clusters, {purity(judged.label, own_numbers(judged.notice)):.5f} belong with most of theirs. "
        f"Twins kept apart: {twins_split(judged):.4f}.",
        "In clusters though nobody passed them on: "
        + ", ".join(f"{count} {name}" for name, count in by_kind.items())
        + ".",
    ]
    return "\n".join(lines)


def examples(judged: Judged) -> str:
    """Missed copies of every kind, and clusters that hold more than one notice."""
    lines = []
    origin = {int(judged.notice[row]): int(row) for row in np.flatnonzero(judged.kind == ORIGIN)}
    for number in range(ORIGIN + 1, len(KINDS)):
        missed = np.flatnonzero((judged.kind == number) & ~judged.home)[:SHOWN]
        lines += [f"## {KINDS[number]}: missed"] if len(missed) else []
        for row in missed.tolist():
            first = judged.texts["text"][origin[int(judged.notice[row])]].as_py()
            lines += [f"- {first!r}", f"  {judged.texts['text'][row].as_py()!r}"]
    _, label, size = np.unique(judged.label, return_inverse=True, return_counts=True)
    notice = own_numbers(judged.notice)
    low, high = np.full(len(size), notice.max() + 1), np.full(len(size), -1)
    np.minimum.at(low, label, notice)
    np.maximum.at(high, label, notice)
    for cluster in np.flatnonzero(low < high)[: 4 * SHOWN].tolist():
        lines.append("## mixed cluster")
        rows = np.flatnonzero(label == cluster)
        for row in rows[np.unique(notice[rows], return_index=True)[1]][:3].tolist():
            lines.append(f"- {KINDS[judged.kind[row]]} {judged.texts['text'][row].as_py()!r}")
    return "\n".join(lines)


def judge_files(texts: Path, relays: Path) -> Judged:
    """As ``judge``, from ``make_texts``'s file and the tracer's."""
    return judge(pq.read_table(texts, columns=TRUTH), pq.read_table(relays, columns=["message_id", "cluster_id"]))
