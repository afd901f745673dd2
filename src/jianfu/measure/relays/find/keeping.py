"""What of the texts stays when their clusters are known (留存): a text nobody passed on is never looked at again."""

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.facts.facts import Facts
from jianfu.measure.relays.find.cluster import Forest
from jianfu.measure.relays.spool import Spool, let_go
from jianfu.measure.relays.text.texts import Texts
from jianfu.measure.relays.text.view import View
from jianfu.measure.relays.threads import each, in_threads

TEXTS_AT_ONCE = 1 << 17
MESSAGES_AT_ONCE = 1 << 22

Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


class Clusters(NamedTuple):
    """Messages led to texts, and texts to the texts they were made from."""

    text: Ints
    """Of a message: its text, -1 where nothing is left after stripping, or nobody passed it on."""
    marks: npt.NDArray[np.uint16]
    """Of a message: what was stripped, bits of ``wrapping``."""
    forest: Forest
    hashes: npt.NDArray[np.uint64]
    """Of a text."""
    grams: Ints
    first_at: Longs
    view: View
    """Units and facts of all texts."""
    distinct: int
    """Texts in all, with those that are not here."""


def in_clusters(forest: Forest, repeated: Flags) -> Flags:
    """Texts that are copies, have copies, or are ``repeated`` by more than one message."""
    found: Flags = (np.bincount(forest.root, minlength=1)[forest.root] > 1) | repeated
    return found


def keep(numbers: Ints, texts: Texts, facts: Facts, kept: Flags, folder: Path | None) -> tuple[Ints, View]:
    """The text of each message, -1 for one that is not ``kept``, and a view of those that are.

    ``numbers``: of each message among all texts. Units wait in ``folder`` where those of all texts do; those in memory
    are overwritten.
    """
    renumbered = np.append(_renumbered(kept), np.int32(-1))
    text = np.empty(len(numbers), np.int32)

    def renumber(first: int) -> None:
        part = slice(first, first + MESSAGES_AT_ONCE)
        text[part] = renumbered[numbers[part]]
        let_go(numbers)

    each(renumber, range(0, len(numbers), MESSAGES_AT_ONCE))
    sizes = np.diff(texts.ends, prepend=0)[kept], np.diff(facts.starts)[kept]
    starts, fact_starts = (np.append(0, np.cumsum(some)) for some in sizes)
    if texts.on_disk and folder is not None:
        units, values = _on_disk(texts, facts, kept, folder)
    else:
        units, all_starts = texts.all_units()
        _copy(units, all_starts, kept, units)
        units.resize(int(starts[-1]), refcheck=False)
        values = _chosen(facts.values, facts.starts, kept)
        let_go(facts.values)
    return text, View(units, starts, values, fact_starts)


def _renumbered(kept: Flags) -> Ints:
    """The number of each text among those kept, -1 for the others."""
    return np.where(kept, np.cumsum(kept, dtype=np.int32) - np.int32(1), np.int32(-1))


def keep_forest(forest: Forest, kept: Flags) -> Forest:
    """The same trees by the new numbers: a parent of a text in a cluster is in it too."""
    renumbered = np.append(_renumbered(kept), np.int32(-1))
    return Forest(renumbered[forest.parent[kept]], renumbered[forest.root[kept]])


def _on_disk(
    texts: Texts, facts: Facts, kept: Flags, folder: Path
) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint64]]:
    """Units and facts of the texts that stay, in files."""
    units, values = Spool(np.uint16, folder / "kept-units.bin"), Spool(np.uint64, folder / "kept-facts.bin")

    def work(first: int) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint64]]:
        last = min(first + TEXTS_AT_ONCE, texts.count)
        chosen = kept[first:last]
        codes, starts = texts.units(first, last)
        return _chosen(codes, starts, chosen), _chosen(facts.values, facts.starts[first : last + 1], chosen)

    for piece in in_threads(work, range(0, texts.count, TEXTS_AT_ONCE)):
        units.add(piece[0])
        values.add(piece[1])
        let_go(facts.values)
    return units.view(), values.view()


def _chosen(values: npt.NDArray[Any], starts: Longs, kept: Flags) -> npt.NDArray[Any]:
    found = np.empty(int(np.diff(starts)[kept].sum()), values.dtype)
    _copy(values, starts, kept, found)
    return found


@lean_kernel
def _copy(values: npt.NDArray[Any], starts: Longs, kept: Flags, found: npt.NDArray[Any]) -> None:
    """The values of the texts kept, one text after another; ``found`` may be ``values``, for none moves backwards."""
    out = 0
    for text in range(len(kept)):
        if kept[text]:
            for at in range(starts[text], starts[text + 1]):
                found[out] = values[at]
                out += 1
