"""Ours against every pair there is: the share of like pairs that stand in one cluster.

A hand on the way may have changed any character, one of a number, a day or a name too. Where each text of a pair tells
a number, a day or a name that the other does not, the texts alone cannot say whether one is a copy with a slip in it
or its twin with another fact; such pairs stand in rows of their own.
"""

from pathlib import Path

import exact
import numpy as np
import pyarrow.parquet as pq
from accuracy import judge
from facts_told import apart
from peers import prepare

import jianfu

THRESHOLDS = (0.8, 0.5)


def compare(work: Path, count: int, seed: int) -> str:
    """Different messages, all pairs from each threshold up, copies and others apart."""
    texts = prepare(work, count, seed)
    messages = pq.read_table(texts.path)
    judged = judge(messages, jianfu.trace_relays(messages.drop_columns(["folded", "row"])).table)
    lines = [
        f"{count:,} different messages.",
        "",
        "| alike from | pairs | of them | in one cluster |",
        "| ---: | --- | ---: | ---: |",
    ]
    for threshold in THRESHOLDS:
        pairs = exact.join(texts.sets, threshold)
        first, second = pairs.T
        copies = texts.notice[first] == texts.notice[second]
        together = judged.label[first] == judged.label[second]
        differ = apart(messages["folded"].to_pylist(), pairs)
        rows = (
            ("copies, the same facts", copies & ~differ),
            ("copies, each with a fact of its own", copies & differ),
            ("others, the same facts", ~copies & ~differ),
            ("others, each with a fact of its own", ~copies & differ),
        )
        lines += [f"| {threshold} | {name} | {part.sum():,} | {share(together[part])} |" for name, part in rows]
    return "\n".join(lines)


def share(chosen: np.ndarray) -> str:
    return f"{chosen.mean():.5f}" if len(chosen) else ""
