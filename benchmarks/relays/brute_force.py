"""Ours against every pair there is: the share of like pairs that stand in one cluster."""

from pathlib import Path

import exact
import numpy as np
import pyarrow.parquet as pq
from accuracy import judge
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
        "| alike from | pairs of copies | in one cluster | pairs of others | in one cluster |",
        "| ---: | ---: | ---: | ---: | ---: |",
    ]
    for threshold in THRESHOLDS:
        first, second = exact.join(texts.sets, threshold).T
        copies = texts.notice[first] == texts.notice[second]
        together = judged.label[first] == judged.label[second]
        cells = [f"{part.sum():,} | {share(together[part])}" for part in (copies, ~copies)]
        lines.append(f"| {threshold} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def share(chosen: np.ndarray) -> str:
    return f"{chosen.mean():.5f}" if len(chosen) else ""
