"""Compares texts on many workers (分布式核对): each pair's two texts come together by two exchanges."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.relays.find.band import Pairs
from jianfu.measure.relays.find.cluster import NONE, choose, new_choices
from jianfu.measure.relays.find.grams import new_room
from jianfu.measure.relays.find.verify import Verified, verify
from jianfu.measure.relays.spread.rows import joined, numbers, unsigned, whole_groups
from jianfu.measure.relays.spread.texts import TEXTS
from jianfu.measure.relays.text.view import View

_CONTENT = ("first_at", "grams", "codes", "facts")
MEETING = pa.schema(
    [("hash", pa.int64()), ("waits", pa.int64()), ("place", pa.int32()), *(TEXTS.field(name) for name in _CONTENT)]
)
"""A text (``waits`` and ``place`` null), or one that waits to be told its content for the text named in ``waits``."""
CHOSEN = pa.schema(
    [
        ("hash", pa.int64()),
        ("earlier", pa.int64()),
        ("place", pa.int32()),
        ("score", pa.float32()),
        ("settled", pa.int32()),
    ]
)
"""One of the earlier texts a text was best made from."""


def meet_texts(texts: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """From texts to rows others can meet."""
    for batch in texts:
        none = pa.nulls(len(batch), pa.int64()), pa.nulls(len(batch), pa.int32())
        columns = [batch["hash"], *none, *(batch[name] for name in _CONTENT)]
        yield pa.record_batch(columns, schema=MEETING)


def ask_for_earlier(pairs: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """From pairs to rows that wait for the content of the earlier text."""
    for batch in pairs:
        none = [pa.nulls(len(batch), MEETING.field(name).type) for name in _CONTENT]
        yield pa.record_batch([batch["earlier"], batch["hash"], batch["place"], *none], schema=MEETING)


def tell_earlier(met: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """From texts, each before those that wait for it, to what these waited for, under the text that looks.

    However many wait for one text, only that text is remembered.
    """
    told: pa.RecordBatch | None = None
    for batch in met:
        if not len(batch):
            continue
        table = pa.Table.from_batches([batch] if told is None else [told, batch])
        texts = np.asarray(table["waits"].is_null().combine_chunks().to_numpy(zero_copy_only=False))
        source = np.maximum.accumulate(np.where(texts, np.arange(len(table)), -1))
        waiting = np.flatnonzero(~texts)
        content = table.select(_CONTENT).take(pa.array(source[waiting]))
        asked = table.select(["waits", "hash", "place"]).take(pa.array(waiting))
        columns = [*(asked[name] for name in asked.column_names), *(content[name] for name in _CONTENT)]
        yield from pa.table(columns, schema=MEETING).to_batches()
        told = table.slice(int(source[-1]), 1).combine_chunks().to_batches()[0]


def choose_earlier(met: Iterator[pa.RecordBatch], least: float) -> Iterator[pa.RecordBatch]:
    """From texts, each before the earlier ones it is led to, these in their places, to those it was best made from.

    ``least``: share of the shorter one's grams that must be shared.
    """
    for table in whole_groups(met, "hash"):
        looks = np.asarray(table["waits"].is_null().combine_chunks().to_numpy(zero_copy_only=False))
        if not looks.all():
            yield _compared(table, looks, least)


def _compared(table: pa.Table, looks: npt.NDArray[np.bool_], least: float) -> pa.RecordBatch:
    source = np.maximum.accumulate(np.where(looks, np.arange(len(table)), -1))
    earlier = np.flatnonzero(~looks).astype(np.uint32)
    pairs = Pairs(source[~looks].astype(np.uint32), earlier)
    own = pc.if_else(table["waits"].is_null(), table["hash"], table["waits"])
    hashes, first_at, grams = (
        numbers(pa.table({"own": own}), "own"),
        numbers(table, "first_at"),
        numbers(table, "grams"),
    )
    view = View(*joined(table["codes"], np.uint16), *joined(table["facts"], np.uint64))
    done = Verified(np.zeros(len(earlier), np.int32), np.zeros(len(earlier), np.uint8))
    verify(pairs, view, (grams, first_at), least, new_room(int(np.diff(view.starts).max())), done)
    ranks = np.empty(len(table), np.int32)
    ranks[np.lexsort((unsigned(hashes), first_at))] = np.arange(len(table), dtype=np.int32)
    choices = new_choices(len(table))
    choose(pairs, done, grams, ranks, choices)
    text, place = np.nonzero(choices.parent != NONE)
    parent, score, settled = (column[text, place] for column in choices)
    columns = [hashes[text], hashes[parent], place.astype(np.int32), score, settled.astype(np.int32)]
    return pa.record_batch(columns, schema=CHOSEN)
