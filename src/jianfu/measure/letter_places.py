"""Where what a letter tells of happened (事发地点): the place its source states, else the first one it names."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.reply_mirror.lexicon import cover
from jianfu.measure.reply_mirror.places import KINDS, Names, find_names, grammar
from jianfu.measure.reply_mirror.reading import Ints, Texts, read_texts

UNKNOWN = -1
SHORTEST = 3
"""Characters of a name that may be what another name ends with: 竹园苑 of 代表竹园苑."""
MOST_LONGER = 8
"""What more names than this end with is a word, not a name: 康复医院."""


def joined(letters: pa.Table, names: Sequence[str]) -> pa.Array:
    """Columns of text as one, on lines of their own."""
    parts = [pc.fill_null(letters[name], "").combine_chunks() for name in names]
    return pc.binary_join_element_wise(*parts, "\n")


def find_place_names(texts: Texts) -> Names:
    """Names of places; the number of a building alone tells none."""
    found = find_names(texts, cover(texts, grammar().tree))
    kept = found.kind != KINDS.index("building")
    return Names(*(column[kept] for column in found))


def places_of(letters: pa.Table) -> Ints:
    """A number for each letter's place, the same for the same place; -1 where the letter names none."""
    stated = letters["place"].to_pylist()
    within = _first_names(read_texts(joined(letters, ("place",))), len(letters))
    told = _first_names(read_texts(joined(letters, ("title", "text"))), len(letters))
    known = [name or place or named for name, place, named in zip(within, stated, told, strict=True)]
    numbers: dict[str, int] = {"": UNKNOWN}
    plain = _plain_names(known)
    return np.array([numbers.setdefault(plain[name], len(numbers)) for name in known], np.int64)


def _first_names(texts: Texts, rows: int) -> list[str]:
    """The first name in each text."""
    names = find_place_names(texts)
    first: list[str] = [""] * rows
    for row, begin, end in zip(names.row.tolist(), names.begin.tolist(), names.end.tolist(), strict=True):
        if not first[row]:
            first[row] = "".join(map(chr, texts.codes[begin:end].tolist()))
    return first


def _plain_names(known: list[str]) -> dict[str, str]:
    """Each name -> itself, or the shortest name it ends with: what stands before is no part of it."""
    names = set(known)
    endings = {name: [name[at:] for at in range(1, len(name) - SHORTEST + 1) if name[at:] in names] for name in names}
    longer = Counter(ending for some in endings.values() for ending in some)
    return {
        name: next((ending for ending in reversed(some) if longer[ending] <= MOST_LONGER), name)
        for name, some in endings.items()
    }
