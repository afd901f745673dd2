"""Wording in messages: candidates noted chunk by chunk, their texts read once the part is through."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.chain_reply import Rounds
from jianfu.measure.chunk import Chunk
from jianfu.measure.exemptions import NAMED_CRITICISM, WRITTEN_RULE, Events, exempt_events
from jianfu.measure.messages import messages_at
from jianfu.measure.roster import Roster
from jianfu.measure.wording.find import wording_in
from jianfu.measure.wording.table import EXEMPTIBLE, TABLE

Flags = npt.NDArray[np.bool_]


def wording_candidates(chunk: Chunk, rounds: Rounds, roster: Roster) -> pa.Table:
    """The messages that may say any of it, by row; of a chain reply only the first, the rest pass its head on."""
    at = np.flatnonzero(chunk.worded & ((rounds.first < 0) | (rounds.first == np.arange(len(rounds.first)))))
    group = chunk.group[np.searchsorted(chunk.starts, at, side="right") - 1]
    events = Events(group, chunk.causer[at], chunk.day[at])
    return pa.table(
        {
            "row": chunk.row[at],
            "group_id": roster.groups.take(pa.array(group)),
            "unit_id": roster.units.take(pa.array(chunk.causer[at])),
            "sent_at": pa.array(chunk.moment[at], pa.timestamp("us")),
            **exempt_columns(roster, events),
        }
    )


def exempt_columns(roster: Roster, events: Events) -> dict[str, Flags]:
    """Whether each event was exempt from the rules that honour exemptions."""
    purposes = {"written_rule": WRITTEN_RULE, "named_criticism": NAMED_CRITICISM}
    return {name: exempt_events(roster, events, purpose) for name, purpose in purposes.items()}


def read_candidates(part: Path, pieces: Sequence[pa.Table]) -> pa.Table:
    """Rows of ``TABLE`` out of the candidates of a part; ``message_id`` is still the row."""
    if not pieces or not sum(piece.num_rows for piece in pieces):
        return TABLE.arrow().set_column(0, "message_id", pa.array([], pa.int64()))
    candidates = pa.concat_tables(pieces)
    rows = candidates["row"].to_numpy()
    order = np.argsort(rows)
    texts = messages_at(part, rows[order], "text")
    found = wording_in(texts)
    return worded_rows(candidates.take(pa.array(order)), found, "row")


def worded_rows(about: pa.Table, found: pa.Table, message: str) -> pa.Table:
    """What was found, with whom and when it is about; ``found["text"]`` is the place in ``about``."""
    told = about.take(found["text"])
    kind = found["kind"].combine_chunks()
    exempt = pa.array(np.zeros(len(kind), np.bool_))
    for purpose, kinds in EXEMPTIBLE.items():
        exempt = pc.or_(exempt, pc.and_(pc.is_in(kind, pa.array(kinds)), told[purpose].combine_chunks()))
    columns = [told[message], told["group_id"], told["unit_id"], told["sent_at"], kind, found["start"], found["end"]]
    return pa.table([*columns, exempt, pa.nulls(len(kind), pa.bool_())], names=TABLE.names)
