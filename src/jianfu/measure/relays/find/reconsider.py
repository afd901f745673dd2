"""Which texts look again at the past (重算范围) when texts are added or were sent earlier than had been known.

A text is led by its keys to texts sent before it. Nothing changes for a text unless one of its buckets gains an earlier
member or an earlier member's moment changes; these texts, and those added, are led and compared anew from all members
of all their buckets, exactly as a search over everything would.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.measure.relays.find.band import RANK_BITS

Hashes = npt.NDArray[np.uint64]
Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

TEXT = np.uint64((1 << RANK_BITS) - 1)
"""The bits of a row that tell the text; those above are its key, as buckets tell keys apart."""


class Keyed(NamedTuple):
    """The keys of all texts, text by text, and the same as rows in order: key and text in one number."""

    keys: Hashes
    ends: Longs
    runs: Sequence[Hashes]


def rows_of(keys: Hashes, ends: Longs, first: int) -> Hashes:
    """The keys of texts ``first``, ``first + 1``, ... as rows in order."""
    texts = np.repeat(np.arange(first, first + len(ends), dtype=np.uint64), np.diff(ends, prepend=0))
    return np.sort(keys & ~TEXT | texts)


def rows_to_lead(keyed: Keyed, ranks: npt.NDArray[np.int32], stirred: Flags) -> tuple[Hashes, Flags]:
    """All rows of the buckets that must be gone through, and which texts look again; ``stirred``: new, or moved."""
    untouched = ranks[(ranks >= 0) & ~stirred]
    if len(untouched) == 0:
        return np.concatenate([np.zeros(0, np.uint64), *keyed.runs]), stirred
    rows = _rows_with(keyed, stirred)
    if not stirred.any() or ranks[stirred].min() > untouched.max():
        return rows, stirred
    again = stirred | _behind(rows, ranks, stirred)
    if (again & ~stirred).any():
        rows = _rows_with(keyed, again)
    return rows, again


def _rows_with(keyed: Keyed, texts: Flags) -> Hashes:
    """All rows that share a key with these texts."""
    keys = np.unique(_stretches(keyed.keys, *_bounds(keyed.ends, np.flatnonzero(texts))) & ~TEXT)
    found = [np.zeros(0, np.uint64)]
    for run in keyed.runs:
        found.append(_stretches(run, np.searchsorted(run, keys), np.searchsorted(run, keys | TEXT, side="right")))
    return np.concatenate(found)


def _behind(rows: Hashes, ranks: npt.NDArray[np.int32], stirred: Flags) -> Flags:
    """Texts in a bucket with one that was stirred, and after it."""
    texts = (rows & TEXT).astype(np.int64)
    order = np.lexsort((ranks[texts], rows >> np.uint64(RANK_BITS)))
    texts, keys = texts[order], rows[order] >> np.uint64(RANK_BITS)
    begins = np.flatnonzero(np.diff(keys, prepend=~keys[:1]))
    seen = np.cumsum(stirred[texts])
    before: Longs = np.repeat(seen[begins] - stirred[texts[begins]], np.diff(begins, append=len(texts)))
    found = np.zeros(len(stirred), np.bool_)
    found[texts[seen > before]] = True
    return found


def _bounds(ends: Longs, texts: Longs) -> tuple[Longs, Longs]:
    return np.where(texts > 0, ends[texts - 1], 0), ends[texts]


def _stretches(values: Hashes, begins: Longs, ends: Longs) -> Hashes:
    """``values[begins[i]:ends[i]]`` one after another."""
    sizes = ends - begins
    places: Longs = np.repeat(begins - (np.cumsum(sizes) - sizes), sizes) + np.arange(sizes.sum())
    return np.asarray(values[places])
