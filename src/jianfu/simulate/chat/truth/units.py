"""What is true of units by the notices they sent: who asks for more than was asked, who tells people what they know."""

import json
from collections import Counter

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jianfu.simulate.chat.message import AT, DIGEST, FIRST, GROUP, KEY, ROOT_KEY, SENDER, SOURCE_KEY, Rows
from jianfu.simulate.chat.stage import Cast
from jianfu.simulate.settings import limits
from jianfu.simulate.world import Label, World

GROWN, REPEATED = "demand-grown", "notice-repeated"
AGAIN = ("whole", "preface", "reissued")
"""Relations that send all of a notice again."""
DAY_MS = 86_400_000
UTC_AHEAD_MS = 8 * 3_600_000
Int64s = NDArray[np.int64]


class UnitTruth:
    """Counts, unit by unit, as notices are planned; a notice and all its copies are planned together."""

    def __init__(self, cast: Cast, level: NDArray[np.int8]) -> None:
        self.cast, self.level = cast, level
        self.grown: Counter[int] = Counter()
        self.less: Counter[int] = Counter()
        """Copies passed down that changed something, or were cut, and ask for no more."""
        self.repeated: Counter[int] = Counter()
        self.passed: Counter[int] = Counter()
        """Copies sent to people most of whom had not got the notice."""

    def add(self, planned: Rows, copies: pa.Table) -> None:
        """Take on the notices of a day; ``copies`` by ``copies.SCHEMA``, in the order of the rows."""
        places = np.flatnonzero((planned[:, FIRST] > 0) & (planned[:, FIRST] != DIGEST))
        sources = np.searchsorted(planned[:, KEY], planned[places, SOURCE_KEY])
        changed, relation = copies["changed"].to_pylist(), copies["relation"].to_pylist()
        unit = self._units(planned)
        for at, source, told in zip(places.tolist(), sources.tolist(), changed, strict=True):
            if self.level[unit[at]] > self.level[unit[source]]:
                grew = any(change["way"] in ("earlier", "more", "added") for change in json.loads(told or "[]"))
                (self.grown if grew else self.less)[int(unit[at])] += 1
        whole = np.isin(relation, AGAIN) & (copies["containment"].to_numpy() >= limits().repeat_likeness)
        whole &= np.asarray(copies["changed"].is_null())
        version = np.arange(len(planned))
        before = np.full(len(planned), -1)
        before[places[whole]] = sources[whole]
        for at in np.lexsort((planned[:, KEY], planned[:, AT])).tolist():
            version[at] = version[before[at]] if before[at] >= 0 else at
        self._count_readers(planned, version, unit)

    def _units(self, rows: Rows) -> Int64s:
        own = self.cast.unit_of[rows[:, SENDER]].astype(np.int64)
        return np.where(own >= 0, own, -1 - own)

    def _count_readers(self, planned: Rows, version: Int64s, unit: Int64s) -> None:
        """Who of the readers of each message had its version before."""
        cast = self.cast
        sizes = np.bincount(version, minlength=len(planned))
        rows = np.flatnonzero((sizes[version] > 1) & (planned[:, FIRST] != DIGEST))
        rows = rows[np.lexsort((planned[rows, KEY], planned[rows, AT], version[rows]))]
        told = np.full(len(cast.unit_of), -1, np.int64)
        for place, at in enumerate(rows.tolist()):
            if place == 0 or version[at] != version[rows[place - 1]]:
                told[:] = -1
            group, day = planned[at, GROUP], (planned[at, AT] + UTC_AHEAD_MS) // DAY_MS
            members = cast.members[cast.member_from[group] : cast.member_from[group + 1]]
            readers = members[(members[:, 1] <= day) & (members[:, 0] != planned[at, SENDER]), 0]
            had = told[readers]
            recent = (had >= 0) & (planned[at, AT] - had <= limits().repeat_days * DAY_MS)
            if recent.sum() > 0:
                again = recent.sum() >= limits().repeat_share * len(readers)
                (self.repeated if again else self.passed)[int(unit[at])] += 1
            elif planned[at, ROOT_KEY] != planned[at, KEY]:
                self.passed[int(unit[at])] += 1
            told[readers] = planned[at, AT]
            told[planned[at, SENDER]] = planned[at, AT]

    def labels(self, world: World) -> list[Label]:
        """The findings that are real, and units whose copies only look so."""
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
