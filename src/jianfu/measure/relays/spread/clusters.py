"""The clusters of messages found by many workers (分布式溯源): the same as ``Tracer`` finds, step for step.

What each worker does with its rows stands in ``texts``, ``leads`` and ``pairs``. Only texts of clusters come back to
the caller, who lets the trees grow: there each text must know its root before the next one comes.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jianfu.engine.flow import Flow, FlowEngine
from jianfu.measure.relays.find.cluster import Forest, grow, new_choices
from jianfu.measure.relays.find.keeping import Clusters
from jianfu.measure.relays.find.sketch import SHORTEST
from jianfu.measure.relays.find.trace import Tracer
from jianfu.measure.relays.spread.flags import (
    COUNT,
    FLAGS,
    count_rows,
    flag_chosen,
    flag_repeated,
    flagged_rows,
    only_flagged,
    waiting_rows,
    waiting_schema,
)
from jianfu.measure.relays.spread.leads import KEYED, LED, PAIRS, choose_pairs, lead_rows, write_rows
from jianfu.measure.relays.spread.pairs import (
    CHOSEN,
    MEETING,
    ask_for_earlier,
    choose_earlier,
    meet_texts,
    tell_earlier,
)
from jianfu.measure.relays.spread.rows import joined, numbers, unsigned
from jianfu.measure.relays.spread.texts import (
    FOUND,
    POSTED,
    TEXTS,
    Reading,
    find_messages,
    find_texts,
    row_group_table,
    unite_texts,
)
from jianfu.measure.relays.text.view import View

_TEXT = ("hash", "first_at", "grams", "codes", "facts")


def spread_clusters(engine: FlowEngine, paths: Sequence[Path], tracer: Tracer, until: int | None = None) -> Clusters:
    """The clusters of the messages in Parquet files that every worker can read.

    ``until``: microseconds; later messages do not count. Messages whose text no other message has or is like have
    none here (-1), and texts that are in no cluster are left out.
    """
    reading = Reading(until, tuple(tracer.names))
    groups = row_group_table(paths)
    files = engine.flow(groups)
    texts = files.map(partial(find_texts, reading=reading), FOUND).exchange("hash", ("hash", "first_at"))
    texts = texts.map(partial(unite_texts, reading=reading), TEXTS).keep()
    chosen = _chosen(texts, tracer.least).keep()
    flags = chosen.map(flag_chosen, FLAGS).union(texts.map(flag_repeated, FLAGS)).keep()
    kept = _among(texts, flags, pa.schema([TEXTS.field(name) for name in _TEXT])).gather()
    posted = _among(files.map(partial(find_messages, reading=reading), POSTED), flags, POSTED).gather()
    clusters = _grown(kept.sort_by("hash").combine_chunks(), chosen.gather())
    distinct = int(np.sum(texts.map(count_rows, COUNT).gather()["rows"].to_numpy()))
    posted = _posted(clusters, posted, sum(pq.read_metadata(path).num_rows for path in paths))
    return posted._replace(distinct=distinct)


def _chosen(texts: Flow, least: float) -> Flow:
    """What each text was best made from."""
    keyed = texts.map(write_rows, KEYED).exchange("key", ("key", "first_at", "hash"))
    led = keyed.map(partial(lead_rows, least=least), LED)
    pairs = led.exchange("hash", ("hash", "key")).map(choose_pairs, PAIRS)
    contents = texts.map(meet_texts, MEETING)
    told = contents.union(pairs.map(ask_for_earlier, MEETING)).exchange("hash", ("hash", "place"))
    met = contents.union(told.map(tell_earlier, MEETING)).exchange("hash", ("hash", "place"))
    return met.map(partial(choose_earlier, least=least), CHOSEN)


def _among(rows: Flow, flags: Flow, schema: pa.Schema) -> Flow:
    """The rows whose text has a flag."""
    waiting = waiting_schema(schema)
    both = rows.map(partial(waiting_rows, schema=schema), waiting)
    both = both.union(flags.map(partial(flagged_rows, schema=schema), waiting))
    return both.exchange("hash", ("hash", "waits")).map(partial(only_flagged, schema=schema), schema)


def _grown(texts: pa.Table, chosen: pa.Table) -> Clusters:
    """The trees of texts, which stand in order of their hash; of no messages yet."""
    known, count = numbers(texts, "hash"), len(texts)
    hashes, first_at = unsigned(known), numbers(texts, "first_at")
    view = View(*joined(texts["codes"], np.uint16), *joined(texts["facts"], np.uint64))
    choices = new_choices(count)
    text, place = np.searchsorted(known, numbers(chosen, "hash")), numbers(chosen, "place")
    choices.parent[text, place] = np.searchsorted(known, numbers(chosen, "earlier"))
    choices.score[text, place] = numbers(chosen, "score")
    choices.settled[text, place] = numbers(chosen, "settled") > 0
    compared = np.flatnonzero(np.diff(view.starts) >= SHORTEST)
    order = compared[np.lexsort((hashes[compared], first_at[compared]))].astype(np.int32)
    forest = Forest(np.full(count, -1, np.int32), np.arange(count, dtype=np.int32))
    grams = numbers(texts, "grams")
    grow(order, choices, (view.facts, view.fact_starts), (first_at, grams), forest)
    none = np.zeros(0, np.int32), np.zeros(0, np.uint16)
    return Clusters(*none, forest, hashes, grams, first_at, view, count)


def _posted(clusters: Clusters, posted: pa.Table, messages: int) -> Clusters:
    """The same with the messages."""
    text, marks = np.full(messages, -1, np.int32), np.zeros(messages, np.uint16)
    rows = numbers(posted, "row")
    text[rows] = np.searchsorted(clusters.hashes, unsigned(numbers(posted, "hash")))
    marks[rows] = numbers(posted, "marks")
    return clusters._replace(text=text, marks=marks)
