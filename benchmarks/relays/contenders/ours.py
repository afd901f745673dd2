"""Jianfu: from the messages as they were sent to clusters; folding, verification and what changed are in its time.

A small trace beforehand loads the kernels, as imports do for the others.
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from contender import Steps, run

import jianfu

COLUMNS = ["message_id", "group_id", "sender_id", "sent_at", "text"]
WARMING = 2_000


def labels_of(identifiers: pa.ChunkedArray, relays: pa.Table) -> np.ndarray:
    """A number for each message's cluster, its own for one that is in none."""
    names = identifiers.combine_chunks()
    row = {name: at for at, name in enumerate(names.to_pylist())}
    labels = np.arange(len(names))
    for message, cluster in zip(relays["message_id"].to_pylist(), relays["cluster_id"].to_pylist(), strict=True):
        labels[row[message]] = row[cluster]
    return labels


def find(source: Path, steps: Steps) -> dict[str, Any]:
    messages = pq.read_table(source, columns=COLUMNS)
    steps.done("read")
    relays = jianfu.trace_relays(messages).table
    steps.done("trace")
    return {"labels": lambda: labels_of(messages["message_id"], relays), "setting": "clusters, verified"}


jianfu.trace_relays(pq.read_table(sys.argv[1], columns=COLUMNS).slice(0, WARMING))
run(find)
