"""The tracer against every pair there is, on talk in which it is known what is a copy of what."""

import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from gram_pairs import grams, like_pairs

import jianfu

MAKER = Path(__file__).parents[2] / "benchmarks" / "relays" / "make_texts.py"
MESSAGES = 9_000
SHORTEST = 12

pytestmark = pytest.mark.slow


class Traced:
    """Messages with what is true of them and the cluster each was found in."""

    def __init__(self, rows: list[dict[str, Any]], clusters: dict[str, str]) -> None:
        self.rows = rows
        self.cluster = [clusters.get(row["message_id"]) for row in rows]
        self.whole = [at for at, row in enumerate(rows) if row["kind"] != "ack" and len(grams(row["text"])) >= SHORTEST]

    def share_together(self, threshold: float) -> float:
        """Of the like pairs of copies, those in one cluster."""
        texts = [self.rows[at]["text"] for at in self.whole]
        together = []
        for first, second in like_pairs(texts, threshold):
            one, other = self.whole[first], self.whole[second]
            if self.rows[one]["notice"] is not None and self.rows[one]["notice"] == self.rows[other]["notice"]:
                together.append(self.cluster[one] is not None and self.cluster[one] == self.cluster[other])
        assert len(together) > 1_000
        return sum(together) / len(together)

    def notices_by_cluster(self) -> dict[str, Counter[object]]:
        """How many messages of each notice stand in each cluster; a message of none counts for itself."""
        found: dict[str, Counter[object]] = defaultdict(Counter)
        for row, cluster in zip(self.rows, self.cluster, strict=True):
            if cluster is not None:
                found[cluster][row["message_id"] if row["notice"] is None else row["notice"]] += 1
        return found


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> Traced:
    path = tmp_path_factory.mktemp("relays") / "texts.parquet"
    subprocess.run([sys.executable, MAKER, "--messages", str(MESSAGES), "--seed", "11", path], check=True)
    messages = pq.read_table(path)
    given = messages.select(["message_id", "group_id", "sender_id", "sent_at", "text"])
    relays = jianfu.trace_relays(given).table.to_pylist()
    return Traced(messages.to_pylist(), {row["message_id"]: row["cluster_id"] for row in relays})


# In this talk slips fall on dates, figures and names as well, hand after hand. A copy whose facts are garbled is taken for
# another notice, and all that was made from it with it: that is what is missing here. The limits are what is reached.


def test_copies_that_are_alike_stand_in_one_cluster(traced: Traced) -> None:
    assert traced.share_together(0.8) >= 0.88


def test_copies_that_are_half_alike_mostly_stand_in_one_cluster(traced: Traced) -> None:
    assert traced.share_together(0.5) >= 0.87


def test_clusters_hold_one_notice_each(traced: Traced) -> None:
    clusters = traced.notices_by_cluster().values()
    assert sum(max(notices.values()) for notices in clusters) >= 0.99 * sum(notices.total() for notices in clusters)


def test_no_acknowledgement_stands_in_a_cluster(traced: Traced) -> None:
    acknowledged = [cluster for row, cluster in zip(traced.rows, traced.cluster, strict=True) if row["kind"] == "ack"]
    assert len(acknowledged) > 1_000
    assert set(acknowledged) == {None}


def test_a_notice_with_the_words_of_another_and_facts_of_its_own_stands_apart(traced: Traced) -> None:
    words_of = {row["notice"]: row["twin_of"] for row in traced.rows if row["twin_of"] is not None}
    mixed = {
        notice
        for notices in traced.notices_by_cluster().values()
        for notice in notices
        if words_of.get(notice) in notices
    }
    assert len(words_of) >= 20
    assert len(mixed) <= 1
