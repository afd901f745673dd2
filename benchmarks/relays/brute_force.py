"""Ours against every pair there is: the share of like pairs that stand in one cluster.

A hand on the way may have changed any character, one of a number, a day or a name too. Where each text of a pair tells
a number, a day or a name that the other does not, the texts alone cannot say whether one is a copy with a slip in it
or its twin with another fact; such pairs stand in rows of their own. What these are is told by a pattern of the
benchmark's own, not by the program under test.
"""

import re
from pathlib import Path

import exact
import numpy as np
import pyarrow.parquet as pq
from accuracy import judge
from peers import prepare

import jianfu

THRESHOLDS = (0.8, 0.5)
FACT = re.compile(
    r"\d+[\u4e00-\u9fff]?|周[一二三四五六日末]|[今明后]天|下班前"
    r"|[\u4e00-\u9fff]{2}(?:村|社区|镇|街道|局|办|委|中心|院|所|队|部|室|站)"
)
"""A number with its unit, a day, or a name: two characters and what kind of body or place it is."""


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
    facts = [frozenset(FACT.findall(text)) for text in messages["folded"].to_pylist()]
    for threshold in THRESHOLDS:
        first, second = exact.join(texts.sets, threshold).T
        copies = texts.notice[first] == texts.notice[second]
        together = judged.label[first] == judged.label[second]
        apart = np.array([differ(facts[one], facts[other]) for one, other in zip(first, second, strict=True)], bool)
        rows = (
            ("copies, the same facts", copies & ~apart),
            ("copies, each with a fact of its own", copies & apart),
            ("others, the same facts", ~copies & ~apart),
            ("others, each with a fact of its own", ~copies & apart),
        )
        lines += [f"| {threshold} | {name} | {part.sum():,} | {share(together[part])} |" for name, part in rows]
    return "\n".join(lines)


def differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether each of two texts tells something the other does not."""
    return bool(one - other) and bool(other - one)


def share(chosen: np.ndarray) -> str:
    return f"{chosen.mean():.5f}" if len(chosen) else ""
