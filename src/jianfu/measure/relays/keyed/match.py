"""Finds copies among keyed sketches (密文溯源): what units handed in, and no text."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianfu.base.errors import UserProblem
from jianfu.measure.relays.find.band import RANK_BITS, Buckets, Pairs
from jianfu.measure.relays.find.cluster import Choices, Forest, choose, new_choices
from jianfu.measure.relays.find.sketch import WORDS, Sketches
from jianfu.measure.relays.find.trace import Tracer
from jianfu.measure.relays.find.verify import Verified
from jianfu.measure.relays.keyed.compare import Keyed, compare_keyed, grow_keyed
from jianfu.measure.relays.keyed.sketches import FORMAT, SKETCHES
from jianfu.measure.relays.threads import THREADS

MATCHES = pa.schema(
    [
        ("message", pa.string()),
        ("file", pa.string()),
        ("cluster", pa.string()),
        ("parent", pa.string()),
        ("similarity", pa.float64()),
    ]
)
"""One row a message of a cluster of two and more; ``similarity``: estimated Jaccard with the parent's text."""

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]


class _Handed(NamedTuple):
    """All sketches, texts once, in order of their hash."""

    messages: pa.Table
    text: Longs
    """Of a message."""
    hashes: Hashes
    keys: Hashes
    key_counts: Ints
    texts: Keyed


class Matches(NamedTuple):
    """What was found."""

    table: pa.Table
    """Columns ``MATCHES``, in order of the message."""
    messages: int
    distinct: int
    clusters: int


def match_sketches(paths: Sequence[Path], threshold: float) -> Matches:
    """The copies among the sketches of several units; ``threshold`` as in ``Tracer``.

    Raises ``UserProblem``: ``sketches-unreadable`` for a file that is none, ``sketches-keys`` where two were made with
    different keys.
    """
    handed = _hand_in(_read(paths))
    order, ranks = _in_order(handed)
    choices = _choices(handed, (order, ranks), Tracer(threshold))
    count = len(handed.hashes)
    forest = Forest(np.full(count, -1, np.int32), np.arange(count, dtype=np.int32))
    grow_keyed(order, choices, handed.texts, forest)
    table = _told(handed, forest, _similarity(forest, choices))
    clusters = len(pc.unique(table["cluster"]))
    return Matches(table, len(handed.text), count, clusters)


def _read(paths: Sequence[Path]) -> pa.Table:
    tables = [SKETCHES.empty_table().append_column("file", pa.array([], pa.string()))]
    keys: dict[bytes | None, Path] = {}
    for path in paths:
        try:
            table = pq.read_table(path)
        except (OSError, pa.ArrowException) as cause:
            raise UserProblem("sketches-unreadable", path=path) from cause
        told = table.schema.metadata or {}
        if not table.schema.equals(SKETCHES) or told.get(b"format") != FORMAT.encode():
            raise UserProblem("sketches-unreadable", path=path)
        keys.setdefault(told.get(b"key"), path)
        file = pa.array([path.name] * len(table), pa.string())
        tables.append(table.replace_schema_metadata(None).append_column("file", file))
    if len(keys) > 1:
        one, other, *_ = keys.values()
        raise UserProblem("sketches-keys", one=one, other=other)
    return pa.concat_tables(tables).combine_chunks()


def _hand_in(messages: pa.Table) -> _Handed:
    hashes, text = np.unique(messages["text"].to_numpy(), return_inverse=True)
    sent_at = np.asarray(messages["sent_at"].cast(pa.int64()).to_numpy())
    first_at = np.full(len(hashes), np.iinfo(np.int64).max)
    np.minimum.at(first_at, text, sent_at)
    told = np.flatnonzero(messages["grams"].combine_chunks().is_valid().to_numpy(zero_copy_only=False))
    _, firsts = np.unique(text[told], return_index=True)
    contents = messages.take(pa.array(told[firsts]))
    (keys, key_starts), (grams, gram_starts), (facts, fact_starts) = (
        _flat(contents[name]) for name in ("keys", "grams", "facts")
    )
    level = contents["level"].to_numpy().astype(np.int64)
    reissue = np.asarray(contents["reissue"].combine_chunks().to_numpy(zero_copy_only=False), np.bool_)
    texts = Keyed(grams, gram_starts, level, facts, fact_starts, reissue, first_at)
    return _Handed(messages, text.astype(np.int64), hashes, keys, np.diff(key_starts).astype(np.int32), texts)


def _flat(column: pa.ChunkedArray) -> tuple[Hashes, Longs]:
    lists = column.combine_chunks()
    sizes = lists.value_lengths().to_numpy(zero_copy_only=False)
    return np.array(lists.flatten().to_numpy()), np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def _in_order(handed: _Handed) -> tuple[Ints, Ints]:
    """Texts that have keys, by first moment, then hash; and the place of each, -1 for the others."""
    compared = np.flatnonzero(handed.key_counts)
    order = compared[np.lexsort((handed.hashes[compared], handed.texts.first_at[compared]))].astype(np.int32)
    ranks = np.full(len(handed.hashes), -1, np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    return order, ranks


def _choices(handed: _Handed, time: tuple[Ints, Ints], tracer: Tracer) -> Choices:
    order, ranks = time
    count = len(handed.hashes)
    grams = (np.diff(handed.texts.gram_starts) << handed.texts.level).astype(np.int32)
    bitmaps, choices = np.zeros((count, WORDS), np.uint64), new_choices(count)
    buckets = Buckets(RANK_BITS)
    buckets.add(handed.keys, handed.key_counts, ranks)
    with ThreadPoolExecutor(THREADS) as pool:
        found = tracer.gather(pool, tracer.lead(pool, buckets, order, Sketches(grams, bitmaps)))
    for spool in found:
        pairs = Pairs(*spool.take().reshape(2, -1))
        done = Verified(np.zeros(len(pairs.text), np.int32), np.zeros(len(pairs.text), np.uint8))
        compare_keyed(pairs, handed.texts, tracer.least, done)
        choose(pairs, done, grams, ranks, choices)
    return choices


def _similarity(forest: Forest, choices: Choices) -> npt.NDArray[np.float64]:
    """Of each text with its parent."""
    found = np.full(len(forest.parent), np.nan)
    copies = np.flatnonzero(forest.parent >= 0)
    chosen = choices.parent[copies] == forest.parent[copies][:, None].astype(np.uint32)
    found[copies] = np.minimum(1, choices.score[copies, chosen.argmax(axis=1)])
    return found


def _told(handed: _Handed, forest: Forest, similarity: npt.NDArray[np.float64]) -> pa.Table:
    """Messages of clusters: a text's first message has the first one of the parent's text as its parent."""
    count, names = len(handed.hashes), handed.messages["message"].combine_chunks()
    root = forest.root[handed.text]
    rows = np.flatnonzero(np.bincount(root, minlength=count)[root] > 1)
    sent_at = np.asarray(handed.messages["sent_at"].cast(pa.int64()).to_numpy())
    alphabetical = np.empty(len(names), np.int64)
    alphabetical[pc.sort_indices(names).to_numpy()] = np.arange(len(names))
    order = np.lexsort((alphabetical, sent_at, handed.text))
    _, begins = np.unique(handed.text[order], return_index=True)
    first = order[begins]
    text = handed.text[rows]
    is_first = first[text] == rows
    above = np.where(is_first, np.where(forest.parent[text] >= 0, first[forest.parent[text]], -1), first[text])
    alike = np.where(is_first, similarity[text], 1.0)
    columns = [
        names.take(pa.array(rows)),
        handed.messages["file"].take(pa.array(rows)),
        names.take(pa.array(first[root[rows]])),
        names.take(pa.array(above, mask=above < 0)),
        pa.array(alike, mask=np.isnan(alike)),
    ]
    return pa.table(columns, schema=MATCHES).sort_by([("message", "ascending"), ("file", "ascending")])
