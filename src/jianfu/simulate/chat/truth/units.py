"""What is true of units by the notices they sent: who asks for more than was asked, who tells people what they know."""

import json
from collections import Counter
from collections.abc import Mapping

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jianfu.simulate.chat.message import AT, DIGEST, FIRST, GROUP, KEY, SENDER, SOURCE_KEY, STRIDE, Rows
from jianfu.simulate.chat.stage import Cast
from jianfu.simulate.settings import limits
from jianfu.simulate.world import Label, World

GROWN, REPEATED = "demand-grown", "notice-repeated"
AGAIN = ("whole", "preface", "reissued")
"""Relations that send all of a notice again."""
NOBODY = 99
"""The level above a notice nobody passed down: lower than any."""
DAY_MS = 86_400_000
UTC_AHEAD_MS = 8 * 3_600_000
SENT, WORDS = 7, 6
"""Columns kept of a message that was sent: moment, key, group, sender, unit, whether it is a copy, and, the last one, a
number for its version's words and what they ask for."""
ASKED = np.uint64(0x9E3779B97F4A7C15)
Int64s = NDArray[np.int64]
UInt64s = NDArray[np.uint64]


class UnitTruth:
    """Counts, unit by unit, as notices are planned; a notice and all its copies are planned together.

    Notices of several units in the very same words, asking for the same, are one to whoever reads them: who had one
    had them all, though their authors knew nothing of each other.
    """

    def __init__(self, cast: Cast, level: NDArray[np.int8]) -> None:
        self.cast, self.level = cast, level
        self.grown: Counter[int] = Counter()
        self.less: Counter[int] = Counter()
        """Copies passed down that ask for no more; what came from a neighbour or from one's own came down, too."""
        self.repeated: Counter[int] = Counter()
        self.passed: Counter[int] = Counter()
        """Copies sent to people most of whom had not got the notice."""
        self.sent: list[Int64s] = []
        """(message, ``SENT``) of each day."""

    def add(self, planned: Rows, copies: pa.Table, own: UInt64s) -> None:
        """Take on the notices of a day; ``copies`` by ``copies.SCHEMA``, in the order of the rows.

        ``own``: a number for the own text of each notice that is no copy, in the order of the rows.
        """
        places = np.flatnonzero((planned[:, FIRST] > 0) & (planned[:, FIRST] != DIGEST))
        sources = np.searchsorted(planned[:, KEY], planned[places, SOURCE_KEY])
        changed, relation = copies["changed"].to_pylist(), copies["relation"].to_pylist()
        unit = self._units(planned)
        above = self._highest(planned, unit, dict(zip(places.tolist(), sources.tolist(), strict=True)))
        for at, told in zip(places.tolist(), changed, strict=True):
            if self.level[unit[at]] > above[at]:
                grew = any(change["way"] in ("earlier", "more", "added") for change in json.loads(told or "[]"))
                (self.grown if grew else self.less)[int(unit[at])] += 1
        whole = np.isin(relation, AGAIN) & (copies["containment"].to_numpy() >= limits().repeat_likeness)
        whole &= np.asarray(copies["changed"].is_null())
        version = np.arange(len(planned))
        before = np.full(len(planned), -1)
        before[places[whole]] = sources[whole]
        for at in np.lexsort((planned[:, KEY], planned[:, AT])).tolist():
            version[at] = version[before[at]] if before[at] >= 0 else at
        words, roots = planned[:, KEY].astype(np.uint64), planned[:, FIRST] == 0
        words[roots] = own + ASKED * planned[roots, STRIDE].astype(np.uint64)
        columns = [planned[:, place] for place in (AT, KEY, GROUP, SENDER)]
        sent = np.stack([*columns, unit, ~roots, words[version].view(np.int64)], axis=1)
        self.sent.append(sent[planned[:, FIRST] != DIGEST])

    def _highest(self, planned: Rows, unit: Int64s, source: Mapping[int, int]) -> list[int]:
        """The highest level among the units each notice came through."""
        above = [NOBODY] * len(planned)
        for at in np.lexsort((planned[:, KEY], planned[:, AT])).tolist():
            if at in source:
                above[at] = min(above[source[at]], int(self.level[unit[source[at]]]))
        return above

    def _units(self, rows: Rows) -> Int64s:
        own = self.cast.unit_of[rows[:, SENDER]].astype(np.int64)
        return np.where(own >= 0, own, -1 - own)

    def _count_readers(self) -> None:
        """Who of the readers of each message had its version before."""
        cast = self.cast
        sent = np.concatenate(self.sent) if self.sent else np.zeros((0, SENT), np.int64)
        self.sent = []
        _, number, sizes = np.unique(sent[:, WORDS], return_inverse=True, return_counts=True)
        rows = np.flatnonzero(sizes[number] > 1)
        rows = rows[np.lexsort((sent[rows, 1], sent[rows, 0], number[rows]))]
        told = np.full(len(cast.unit_of), -1, np.int64)
        for place, row in enumerate(rows.tolist()):
            if place == 0 or number[row] != number[rows[place - 1]]:
                told[:] = -1
            at, _, group, sender, unit, is_copy, _ = sent[row].tolist()
            members = cast.members[cast.member_from[group] : cast.member_from[group + 1]]
            readers = members[(members[:, 1] <= (at + UTC_AHEAD_MS) // DAY_MS) & (members[:, 0] != sender), 0]
            had = told[readers]
            recent = (had >= 0) & (at - had <= limits().repeat_days * DAY_MS)
            if recent.sum() > 0:
                again = recent.sum() >= limits().repeat_share * len(readers)
                (self.repeated if again else self.passed)[unit] += 1
            elif is_copy:
                self.passed[unit] += 1
            told[readers] = at
            told[sender] = at

    def labels(self, world: World) -> list[Label]:
        """The findings that are real, and units whose copies only look so."""
        self._count_readers()
        codes = world.units.code.to_pylist()
        found = []
        for rule, real, alike, most, why in (
            (GROWN, self.grown, self.less, limits().grown_notices, "{0} grown, {1} passed down as they were or eased"),
            (REPEATED, self.repeated, self.passed, limits().repeated_notices, "{0} repeated, {1} passed on to others"),
        ):
            for unit in sorted(real.keys() | alike.keys()):
                told = why.format(real[unit], alike[unit])
                found.append(Label(rule, "unit", codes[unit], real[unit] > most, told))
        return found
