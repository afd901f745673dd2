"""What comparing needs to know of texts (文本特征汇总), taken from each text alone."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.measure.relays.facts.facts import Facts, read_all_facts
from jianfu.measure.relays.facts.tables import FactTables
from jianfu.measure.relays.find.sketch import SHORTEST, WORDS, Sketches, new_anchors, new_room, sketch, write_keys


class Keys(NamedTuple):
    """Of a run of texts, one after another."""

    keys: npt.NDArray[np.uint64]
    """The keys of all texts; a text too short to be compared has none."""
    counts: npt.NDArray[np.int32]
    """How many each text has."""


class Features(NamedTuple):
    """All of a run of texts."""

    sketches: Sketches
    facts: Facts
    keys: npt.NDArray[np.uint64]
    key_counts: npt.NDArray[np.int32]


def features_of(codes: npt.NDArray[np.uint16], starts: npt.NDArray[np.int64], tables: FactTables) -> Features:
    """The features of the texts ``codes[starts[i]:starts[i + 1]]``."""
    sketches, keys = sketches_of(codes, starts)
    return Features(sketches, read_all_facts(codes, starts, tables), *keys)


def sketches_of(
    codes: npt.NDArray[np.uint16], starts: npt.NDArray[np.int64], sketches: Sketches | None = None
) -> tuple[Sketches, Keys]:
    """The same without facts; ``sketches``: where they are written, all zero."""
    begins, ends = starts[:-1], starts[1:]
    count, longest = len(begins), int((ends - begins).max(initial=0))
    sketches = sketches or Sketches(np.zeros(count, np.int32), np.zeros((count, WORDS), np.uint64))
    sketch(codes, begins, ends, sketches, new_room(longest))
    compared = np.where(ends - begins < SHORTEST, begins, ends)
    counts, keys = np.empty(count, np.int32), np.empty(2 * int(starts[-1] - starts[0]), np.uint64)
    # gives back what is not in use, where a part of the array would hold it and a copy would be made in new memory
    keys.resize(write_keys(codes, begins, compared, new_anchors(longest), counts, keys), refcheck=False)
    return sketches, Keys(keys, counts)
