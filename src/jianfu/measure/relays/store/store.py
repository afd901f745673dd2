"""A relay store (溯源库): messages are added day after day, and the result is that of one search over all of them.

A text looks only at texts sent before it, so what a day adds leaves the past as it is. Messages that come in late
change it, and then only the texts they concern look again; everyone else's choices are kept.
"""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import xxhash

from jianfu.base.errors import UserProblem
from jianfu.base.version import VERSION
from jianfu.measure.relays.facts.tables import fact_tables
from jianfu.measure.relays.find.band import BLOCK_BITS, CROWD_BITS, RANK_BITS, Buckets
from jianfu.measure.relays.find.cluster import CHOICES, Choices, Forest, grow, new_choices
from jianfu.measure.relays.find.features import features_of
from jianfu.measure.relays.find.keeping import Clusters
from jianfu.measure.relays.find.reconsider import TEXT, Keyed, rows_of, rows_to_lead
from jianfu.measure.relays.find.sketch import WORDS, Sketches
from jianfu.measure.relays.find.trace import Tracer, in_order
from jianfu.measure.relays.store.files import Manifest, Settings, StoreFiles
from jianfu.measure.relays.text.normalise import normalise
from jianfu.measure.relays.text.texts import Texts, resume
from jianfu.measure.relays.text.view import View
from jianfu.measure.relays.threads import THREADS

NEEDED = ("message_id", "sent_at", "text")
BATCH = 1 << 16
_KINDS: dict[str, Any] = {
    "hashes": np.uint64,
    "ends": np.int64,
    "codes": np.uint16,
    "grams": np.int32,
    "facts": np.uint64,
    "fact_ends": np.int64,
    "keys": np.uint64,
    "key_ends": np.int64,
    "numbers": np.int32,
    "marks": np.uint16,
}
"""Columns that grow, of texts and (the last two) of messages."""

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


class Appended(NamedTuple):
    """What an append has done."""

    messages: int
    """Added."""
    repeated: int
    """Left out: a message of that id is there."""
    texts: int
    """Not seen before."""
    compared: int
    """Texts that looked at the past: new ones, and those that had to look again."""


class _Taken(NamedTuple):
    """Messages just read in, and all texts."""

    texts: Texts
    numbers: Ints
    marks: npt.NDArray[np.uint16]


class RelayStore:
    """A folder that remembers the folded texts of messages, and what each was found to be a copy of."""

    def __init__(self, folder: Path, tracer: Tracer | None = None) -> None:
        self._files = StoreFiles(folder)
        self.tracer = tracer or Tracer()
        names = xxhash.xxh3_128("\n".join(sorted(self.tracer.names)).encode()).hexdigest()
        self._settings = Settings(VERSION, self.tracer.threshold, names)

    def append(self, batches: Iterable[pa.Table]) -> Appended:
        """Adds messages: tables with the columns ``NEEDED`` (a text may be null) and any others, which are kept.

        A message whose id is there already is left out. Until all is done the store stays as it was. Raises
        ``UserProblem`` where the store is in use, unreadable or made with other settings, and where a column is
        missing or a moment unknown.
        """
        given = [_checked(batch) for batch in batches if len(batch)]
        rows = sum(len(batch) for batch in given)
        with self._files.locked():
            was = self._files.manifest(self._settings)
            self._files.sweep(was)
            added = self._unknown(was, pa.concat_tables(given)) if given else pa.table({})
            if len(added) == 0:
                return Appended(0, rows, 0, 0)
            taken = self._take(was, added)
            now = self._grown(was, taken)
            compared = self._look(was, now, taken.texts)
            name = f"messages-{now.generation}.parquet"
            pq.write_table(added.drop_columns(["text"]), self._files.folder / name)
            self._files.publish(msgspec.structs.replace(now, batches=(*now.batches, name)))
        return Appended(len(added), rows - len(added), now.texts - was.texts, compared)

    def messages(self, columns: list[str] | None = None) -> pa.Table:
        """All messages in the order they were added, without their texts."""
        manifest = self._files.manifest(self._settings)
        found = [pq.read_table(self._files.folder / name, columns=columns) for name in manifest.batches]
        return pa.concat_tables(found, promote_options="permissive") if found else pa.table({})

    def clusters(self) -> Clusters:
        """The clusters of all messages, in the order of ``messages``."""
        manifest = self._files.manifest(self._settings)
        first_at = self._files.changing(manifest, "first_at", np.int64)
        order, _ = in_order(self._texts(manifest, first_at))
        forest = Forest(np.full(manifest.texts, -1, np.int32), np.arange(manifest.texts, dtype=np.int32))
        view = self._view(manifest)
        numbers, marks, hashes, grams = (
            self._column(manifest, name) for name in ("numbers", "marks", "hashes", "grams")
        )
        grow(order, self._choices(manifest), (view.facts, view.fact_starts), (first_at, grams), forest)
        return Clusters(numbers, marks, forest, hashes, grams, first_at, view, manifest.texts)

    def _column(self, manifest: Manifest, name: str) -> npt.NDArray[Any]:
        return self._files.column(manifest, name, _KINDS[name])

    def _texts(self, manifest: Manifest, first_at: Longs) -> Texts:
        hashes, ends = self._column(manifest, "hashes"), self._column(manifest, "ends")
        return Texts(count=manifest.texts, hashes=hashes, ends=ends, first_at=first_at)

    def _view(self, manifest: Manifest) -> View:
        starts, fact_starts = (_starts(self._column(manifest, name)) for name in ("ends", "fact_ends"))
        return View(self._column(manifest, "codes"), starts, self._column(manifest, "facts"), fact_starts)

    def _choices(self, manifest: Manifest) -> Choices:
        columns = zip(Choices._fields, new_choices(0), strict=True)
        return Choices(*(self._files.changing(manifest, name, none.dtype, CHOICES) for name, none in columns))

    def _unknown(self, was: Manifest, given: pa.Table) -> pa.Table:
        """The messages that are not there yet, each id once."""
        ids = given["message_id"].combine_chunks()
        known = [pa.array([], pa.string())]
        for name in was.batches:
            held = pq.read_table(self._files.folder / name, columns=["message_id"])["message_id"].combine_chunks()
            known.append(held.filter(pc.is_in(held, value_set=ids)))
        _, firsts = np.unique(ids.dictionary_encode().indices.to_numpy(), return_index=True)
        once = given.take(pa.array(np.sort(firsts)))
        return once.filter(pc.invert(pc.is_in(once["message_id"], value_set=pa.concat_arrays(known))))

    def _take(self, was: Manifest, added: pa.Table) -> _Taken:
        first_at = self._files.changing(was, "first_at", np.int64)
        texts = resume(self._column(was, "hashes"), self._column(was, "ends"), first_at)
        numbers, marks = [], []
        for batch in added.select(NEEDED).to_batches(BATCH):
            messages = normalise(batch["text"])
            numbers.append(texts.add(messages, batch["sent_at"].cast(pa.int64()).to_numpy()))
            marks.append(messages.marks)
        return _Taken(texts.finished(), np.concatenate(numbers), np.concatenate(marks))

    def _grown(self, was: Manifest, taken: _Taken) -> Manifest:
        """Writes what of the new texts and messages never changes."""
        texts, known, keys_before = taken.texts, was.texts, was.sizes.get("keys", 0)
        starts = _starts(texts.ends[known:] - (texts.ends[known - 1] if known else 0))
        features = features_of(texts.codes, starts, fact_tables(self.tracer.names))
        key_ends = np.cumsum(features.key_counts, dtype=np.int64)
        grown: dict[str, npt.NDArray[Any]] = {
            "hashes": texts.hashes[known:],
            "ends": texts.ends[known:],
            "codes": texts.codes,
            "grams": features.sketches.grams,
            "bitmaps": features.sketches.bitmaps,
            "facts": features.facts.values,
            "fact_ends": was.sizes.get("facts", 0) + features.facts.starts[1:],
            "keys": features.keys,
            "key_ends": keys_before + key_ends,
            "numbers": taken.numbers,
            "marks": taken.marks,
        }
        generation = was.generation + 1
        return msgspec.structs.replace(
            was,
            generation=generation,
            messages=was.messages + len(taken.numbers),
            texts=texts.count,
            sizes={name: self._files.grow(was, name, values) for name, values in grown.items()},
            runs=self._merged([*was.runs], rows_of(features.keys, key_ends, known), generation),
        )

    def _merged(self, runs: list[str], rows: npt.NDArray[np.uint64], generation: int) -> tuple[str, ...]:
        """The runs and one more; those less than twice as long as the next are merged with it."""
        while runs and len(self._files.run(runs[-1])) < 2 * len(rows):
            rows = np.sort(np.concatenate([self._files.run(runs.pop()), rows]), kind="stable")
        return (*runs, self._files.write("run", generation, rows))

    def _look(self, was: Manifest, now: Manifest, texts: Texts) -> int:
        """Lets look those that must, and writes moments and choices; returns how many looked."""
        order, ranks = in_order(texts)
        stirred = ranks >= 0
        stirred[: was.texts] &= texts.first_at[: was.texts] < self._files.changing(was, "first_at", np.int64)
        runs = [self._files.run(name) for name in now.runs]
        rows, again = rows_to_lead(
            Keyed(self._column(now, "keys"), self._column(now, "key_ends"), runs), ranks, stirred
        )
        buckets = Buckets(RANK_BITS)
        buckets.add(rows & ~TEXT, np.ones(len(rows), np.int32), ranks[rows & TEXT])
        sketches = Sketches(self._column(now, "grams"), self._files.column(now, "bitmaps", np.uint64, WORDS))
        with ThreadPoolExecutor(THREADS) as pool:
            records = self.tracer.lead(pool, buckets, order, sketches)
            for block, some in enumerate(records):
                some.add(_of_those(again, block, some.take()))
            pairs = self.tracer.gather(pool, records)
            fresh = self.tracer.compare(pool, pairs, sketches.grams, self._view(now), (texts.first_at, ranks))
        kept = np.flatnonzero(~again[: was.texts])
        for name, found, known in zip(Choices._fields, fresh, self._choices(was), strict=True):
            found[kept] = known[kept]
            self._files.write(name, now.generation, found)
        self._files.write("first_at", now.generation, texts.first_at)
        return int(again.sum())


def _checked(batch: pa.Table) -> pa.Table:
    """The table with the column types a store reads."""
    missing = [name for name in NEEDED if name not in batch.column_names]
    if missing:
        raise UserProblem("relay-store-columns", columns=", ".join(missing))
    for name, kind in zip(NEEDED, (pa.string(), pa.timestamp("us"), pa.string()), strict=True):
        batch = batch.set_column(batch.column_names.index(name), name, batch[name].cast(kind))
        if name != "text" and batch[name].null_count:
            raise UserProblem("relay-store-nulls", column=name)
    return batch


def _starts(ends: Longs) -> Longs:
    return np.concatenate([np.zeros(1, np.int64), ends])


def _of_those(texts: npt.NDArray[np.bool_], block: int, records: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """The records of a block that lead one of these texts."""
    inside = (records >> np.uint64(32 + CROWD_BITS)).astype(np.int64)
    return records[texts[(block << BLOCK_BITS) + inside]]
