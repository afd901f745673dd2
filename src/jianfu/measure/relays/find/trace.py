"""Finds the notices that were sent again (转发溯源): from messages to clusters of texts, stage by stage."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jianfu.base.clock import timed
from jianfu.measure.relays.facts.facts import Facts, read_all_facts
from jianfu.measure.relays.facts.tables import fact_tables
from jianfu.measure.relays.find.band import BLOCK, PARTS, RANK_BITS, Buckets, Pairs, gather, lead, sort_records
from jianfu.measure.relays.find.cluster import Choices, Forest, choose, grow, new_choices
from jianfu.measure.relays.find.features import Keys, sketches_of
from jianfu.measure.relays.find.grams import new_room
from jianfu.measure.relays.find.keeping import Clusters, in_clusters, keep, keep_forest
from jianfu.measure.relays.find.sketch import SHORTEST, Sketches, new_bitmaps
from jianfu.measure.relays.find.verify import Verified, verify
from jianfu.measure.relays.spool import Spool, let_go
from jianfu.measure.relays.text.normalise import Normalised, Rooms, normalise
from jianfu.measure.relays.text.texts import Texts, mark_repeated, settle_ties
from jianfu.measure.relays.text.view import View
from jianfu.measure.relays.threads import THREADS, ahead

DEFAULT_THRESHOLD = 0.4
SLICE = 1 << 17
"""Texts a thread works on at a time."""
PAIRS_AT_ONCE = 1 << 14
"""Pairs after which memory read out of files is given back."""
KEPT_NEAR = 1 << 22
"""Texts before those that are compared of which it is not: four pairs in five are that near."""
GROWN_AT_ONCE = 1 << 20
"""Texts after which it is where their facts are asked for less often."""

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Batch = tuple[pa.Array, Longs]
"""Texts of messages (Arrow string) and when each was sent, microseconds."""
Loader = Callable[[], Batch]


class Read(NamedTuple):
    """Messages that were read in, one entry a message."""

    texts: Texts
    numbers: Ints
    """Of its text, -1 where nothing is left."""
    marks: npt.NDArray[np.uint16]


@dataclass
class Tracer:
    """One search; ``stages`` holds the seconds of each stage."""

    threshold: float = DEFAULT_THRESHOLD
    """Jaccard similarity of two texts of one length from which on one is a copy; longer and shorter ones need as
    large a share of the shorter one, ``2t / (1 + t)``."""
    names: Sequence[str] = ()
    """Names of units and places, where they are known."""
    folder: Path | None = None
    """Where texts wait on disk, an empty folder; None: all in memory."""
    stages: dict[str, float] = field(default_factory=dict)

    @property
    def least(self) -> float:
        """The share of the shorter text's grams that must be shared."""
        return 2 * self.threshold / (1 + self.threshold)

    def clusters(self, loaders: Iterable[Loader]) -> Clusters:
        """Traces the messages that ``loaders`` give, in their order."""
        with ThreadPoolExecutor(THREADS) as pool:
            with timed(self.stages, "read"):
                read = self._read(pool, loaders)
                texts = read.texts
            with timed(self.stages, "order"):
                order, ranks = in_order(texts)
                repeated = np.zeros(texts.count, np.bool_)
                mark_repeated(read.numbers, np.zeros(texts.count, np.bool_), repeated)
                let_go(read.numbers)
                hashes = self._put_aside(texts.hashes, "hashes")
                first_at = self._put_aside(texts.first_at, "first-moments")
                texts.hashes, texts.first_at = hashes[:0], first_at[:0]
            with timed(self.stages, "sketch"):
                sketches, buckets = self._sketch(pool, texts, ranks)
            with timed(self.stages, "band"):
                records = self.lead(pool, buckets, order, sketches)
                grams = sketches.grams
                del buckets, sketches
            with timed(self.stages, "pair"):
                pairs = self.gather(pool, records)
                del records
            with timed(self.stages, "facts"):
                facts = self._facts(pool, texts, looked_at(pairs, repeated))
            with timed(self.stages, "verify"):
                texts.first_at = first_at if self.folder is None else np.array(first_at)
                view = View(*texts.all_units(), facts.values, facts.starts)
                choices = self.compare(pool, pairs, grams, view, (texts.first_at, ranks))
            with timed(self.stages, "cluster"):
                forest = Forest(np.full(texts.count, -1, np.int32), np.arange(texts.count, dtype=np.int32))
                for first in range(0, len(order), GROWN_AT_ONCE):
                    some = order[first : first + GROWN_AT_ONCE]
                    grow(some, choices, (facts.values, facts.starts), (texts.first_at, grams), forest)
                    let_go(facts.values)
                del choices, order, ranks, view
                kept = in_clusters(forest, repeated)
                text, view = keep(read.numbers, texts, facts, kept, self.folder)
        of_texts = keep_forest(forest, kept), hashes[kept], grams[kept], texts.first_at[kept]
        return Clusters(text, read.marks, *of_texts, view, texts.count)

    def _read(self, pool: ThreadPoolExecutor, loaders: Iterable[Loader]) -> Read:
        texts, rooms = Texts(self.folder), Rooms()
        numbers, marks = self._spool(np.int32, "numbers"), self._spool(np.uint16, "marks")

        def load(loader: Loader) -> tuple[Normalised, Longs]:
            text, sent_at = loader()
            return normalise(text, rooms), sent_at

        waiting = list(loaders)
        for left, (messages, sent_at) in zip(range(len(waiting) - 1, -1, -1), ahead(pool, load, waiting), strict=True):
            numbers.add(texts.add(messages, sent_at, left))
            marks.add(messages.marks)
            rooms.give(messages)
        # what Arrow holds for the next batch would stand by to the end
        pa.default_memory_pool().release_unused()
        return Read(texts.finished(), numbers.view(), marks.view())

    def _sketch(self, pool: ThreadPoolExecutor, texts: Texts, ranks: Ints) -> tuple[Sketches, Buckets]:
        sketches = Sketches(np.zeros(texts.count, np.int32), new_bitmaps(texts.count))
        buckets = Buckets(RANK_BITS, self.folder)

        def work(first: int) -> Keys:
            last = min(first + SLICE, texts.count)
            here = Sketches(sketches.grams[first:last], sketches.bitmaps[first:last])
            return sketches_of(*texts.units(first, last), here)[1]

        firsts = range(0, texts.count, SLICE)
        for first, keys in zip(firsts, ahead(pool, work, firsts), strict=True):
            buckets.add(keys.keys, keys.counts, ranks[first : first + SLICE])
        return sketches, buckets

    def _facts(self, pool: ThreadPoolExecutor, texts: Texts, wanted: npt.NDArray[np.bool_]) -> Facts:
        """The facts of the texts somebody looks at; the others are taken to tell nothing."""
        tables = fact_tables(self.names)
        values, sizes = self._spool(np.uint64, "facts"), [np.zeros(1, np.int64)]

        def work(first: int) -> Facts:
            last = min(first + SLICE, texts.count)
            return read_all_facts(*texts.units(first, last), tables, wanted[first:last])

        for found in ahead(pool, work, range(0, texts.count, SLICE)):
            values.add(found.values)
            sizes.append(np.diff(found.starts))
        return Facts(values.view(), np.cumsum(np.concatenate(sizes)))

    def _spool(self, dtype: npt.DTypeLike, name: str) -> Spool:
        return Spool(dtype, self.folder / f"{name}.bin" if self.folder else None)

    def _put_aside(self, array: npt.NDArray[Any], name: str) -> npt.NDArray[Any]:
        """An array that is not looked at for long: it waits on disk where texts do."""
        if self.folder is None:
            return array
        spool = self._spool(array.dtype, name)
        spool.add(array)
        return spool.view()

    def lead(self, pool: ThreadPoolExecutor, buckets: Buckets, order: Ints, sketches: Sketches) -> list[Spool]:
        """The records of the texts that are led, block by block; see ``band.lead``."""
        records = [self._spool(np.uint64, f"records-{at:04}") for at in range(1 + len(sketches.grams) // BLOCK)]

        def work(part: int) -> list[npt.NDArray[np.uint64]]:
            return lead(buckets.part(part), buckets.rank_bits, order, sketches, self.least)

        for led in ahead(pool, work, range(PARTS)):
            for spool, some in zip(records, led, strict=True):
                spool.add(some)
        return records

    def gather(self, pool: ThreadPoolExecutor, records: list[Spool]) -> list[Spool]:
        """The pairs worth comparing, by block of texts: all later texts, then the earlier one of each."""

        def work(block: int) -> npt.NDArray[np.uint32]:
            led = sort_records(records[block].take())
            room = np.empty((3, len(led)), np.uint32)
            return room[:2, : gather(led, block * BLOCK, Pairs(room[0], room[1]), room[2])].ravel()

        found = [self._spool(np.uint32, f"pairs-{block:04}") for block in range(len(records))]
        for pairs, chosen in zip(found, ahead(pool, work, range(len(records))), strict=True):
            pairs.add(chosen)
        return found

    def compare(
        self,
        pool: ThreadPoolExecutor,
        pairs: list[Spool],
        grams: Ints,
        view: View,
        time: tuple[Longs, Ints],
    ) -> Choices:
        """What each text that is led has best been made from; ``time``: first moments and ranks."""
        first_at, ranks = time
        choices = new_choices(len(grams))
        longest = int(np.diff(view.starts).max(initial=0))

        def work(block: int) -> None:
            pair, far = pairs[block].take().reshape(2, -1), max(0, block * BLOCK - KEPT_NEAR)
            for part in by_text(pair[0]):
                some = Pairs(*pair[:, part])
                done = Verified(np.zeros(len(some.text), np.int32), np.zeros(len(some.text), np.uint8))
                verify(some, view, (grams, first_at), self.least, new_room(longest), done)
                choose(some, done, grams, ranks, choices)
                let_go(view.codes, int(view.starts[far]))
                let_go(view.facts, int(view.fact_starts[far]))

        for _ in ahead(pool, work, range(len(pairs))):
            pass
        return choices


def by_text(text: npt.NDArray[np.uint32]) -> Iterator[slice]:
    """Pairs in order of their text, a stretch at a time; those of one text stay together."""
    first = 0
    while first < len(text):
        last = first + PAIRS_AT_ONCE
        if last < len(text):
            last = first + int(np.searchsorted(text[first:last], text[last]))
        yield slice(first, last)
        first = last


def looked_at(pairs: Sequence[Spool], repeated: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Texts that are compared, or sent more than once: of the others no fact matters."""
    found = repeated.copy()
    for some in pairs:
        found[some.view()] = True
    return found


def in_order(texts: Texts) -> tuple[Ints, Ints]:
    """Texts long enough to be compared, by first moment, then hash; and the place of each text, -1 for the others."""
    lengths = np.diff(texts.ends, prepend=0)
    eligible = np.flatnonzero(lengths >= SHORTEST)
    order = eligible[np.argsort(texts.first_at[eligible], kind="stable")].astype(np.int32)
    settle_ties(order, texts.first_at, texts.hashes)
    ranks = np.full(texts.count, -1, np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    return order, ranks
