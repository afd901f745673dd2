"""From a relay store to relays (由库溯源): its messages as they are traced, and what a dataset adds to it."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jianfu.measure.lookup import Lookup, lookup_of
from jianfu.measure.relays.find.keeping import Clusters
from jianfu.measure.relays.find.trace import Loader, Tracer
from jianfu.measure.relays.messages import (
    UNTRACED,
    Ints,
    Longs,
    Postings,
    Recalls,
    coded,
    new_postings,
    plain_text,
    valid,
    without,
)
from jianfu.measure.relays.store.store import RelayStore
from jianfu.measure.relays.tracing import COPY_CHARACTERS, Relays, trace_messages
from jianfu.measure.roster import Roster

RECALL = "recall"
COLUMNS = ("group_id", "sent_at", "sender_id", "kind", "text", "message_id", "refers_to")


class StoredMessages:
    """The messages of a store; with a roster, by its numbers."""

    def __init__(self, messages: pa.Table, roster: Roster | None = None) -> None:
        self.timed = True
        self._messages = messages
        self.postings: Postings = new_postings(len(messages))
        if len(messages):
            self.postings.moment[:] = messages["sent_at"].cast(pa.int64()).to_numpy()
            self.postings.sender[:] = self._coded("sender_id", roster.person_lookup if roster else None)
            self.postings.group[:] = self._coded("group_id", roster.group_lookup if roster else None)

    def loaders(self) -> Sequence[Loader]:
        """None: the texts have been read when they were added."""
        return []

    def ids(self, rows: Longs) -> pa.Array:
        """The ids of messages."""
        if not len(rows):
            return pa.array([], pa.string())
        return self._messages["message_id"].take(pa.array(rows)).combine_chunks()

    def recalls(self) -> Recalls:
        """What messages of kind ``recall`` name, the first time each."""
        if not {"kind", "refers_to"} <= set(self._messages.column_names):
            return Recalls(pa.array([], pa.string()), np.zeros(0, np.int64))
        named = self._messages["refers_to"].combine_chunks().cast(pa.string())
        taken = self._coded("kind", lookup_of(pa.array([RECALL]))) == 0
        at = pa.array(np.flatnonzero(taken & valid(named)))
        told = pa.table({"id": named.take(at), "at": self.postings.moment[at.to_numpy()]})
        first = told.group_by("id").aggregate([("at", "min")])
        return Recalls(first["id"].combine_chunks(), first["at_min"].to_numpy())

    def _coded(self, name: str, numbers: Lookup | None) -> Ints:
        if name not in self._messages.column_names:
            return np.full(len(self._messages), -1, np.int32)
        column = pa.chunked_array([self._messages[name].combine_chunks().cast(pa.string())])
        if numbers is None:
            known = column.chunk(0).dictionary_encode()
            return np.asarray(known.indices.fill_null(-1).to_numpy(), np.int32)
        return coded(column, numbers)


class _Remembering(Tracer):
    """A tracer that has nothing to search for: the store knows."""

    def __init__(self, store: RelayStore) -> None:
        super().__init__(store.tracer.threshold, store.tracer.names, stages=store.tracer.stages)
        self._store = store

    def clusters(self, loaders: Iterable[Loader]) -> Clusters:  # noqa: ARG002 - what they read was read before
        """What the store knows."""
        return self._store.clusters()


def trace_store(store: RelayStore, roster: Roster | None = None, shortest: int = COPY_CHARACTERS) -> Relays:
    """The relays of all messages in a store, as ``trace_messages`` gives them for all of these at once."""
    return trace_messages(StoredMessages(store.messages(), roster), _Remembering(store), roster, shortest)


def dataset_batches(parts: Sequence[Path], until: int) -> Iterator[pa.Table]:
    """The messages of a dataset before a moment, for a store; texts nobody passes on are null."""
    for part in parts:
        file = pq.ParquetFile(part)
        for number in range(file.num_row_groups):
            table = file.read_row_group(number, columns=list(COLUMNS))
            moment = np.asarray(table["sent_at"].cast(pa.int64()).to_numpy())
            kind = coded(table["kind"], lookup_of(pa.array(UNTRACED)))
            text = without(plain_text(table["text"]), kind >= 0)
            table = table.set_column(table.column_names.index("text"), "text", text)
            for name in ("group_id", "sender_id", "kind", "message_id", "refers_to"):
                table = table.set_column(table.column_names.index(name), name, table[name].cast(pa.string()))
            yield table.filter(pa.array(moment < until))
