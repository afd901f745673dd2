"""What keyed sketches find of what texts show, what they cost, and what somebody with the key can read out of them.

    python benchmarks/relays/keyed_sketches.py WORK [--messages 100000] [--seed 3]

Two units hand in the sketches of half the groups each. The attacker with the key has a dictionary: all texts of other
talk made from the same phrases, and the grams of these. Made-up talk with copies has long texts only; short ones come
from a made-up hamlet, tried with the talk of another. The attacker without the key has nothing to try a guess on; what
he sees, the module ``keyed`` says.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from accuracy import TRUTH, Judged, judge, twins_split
from numpy.typing import NDArray
from score import own_numbers, purity

import jianfu
from jianfu.base.clock import timed
from jianfu.dataset.snapshot import open_snapshot
from jianfu.measure.relays.find.sketch import GRAM, SHORTEST
from jianfu.measure.relays.keyed.match import match_sketches
from jianfu.measure.relays.keyed.sketches import (
    KeyRing,
    key_ring,
    keyed,
    keyed_names,
    sketch_messages,
    whole_hashes,
    write_grams,
)
from jianfu.measure.relays.text.normalise import normalise
from jianfu.measure.relays.text.texts import Texts
from plan import KINDS, ORIGIN

KEY = b"a key for this benchmark alone"
THRESHOLDS = (0.5, 0.8)
LENGTHS = ((1, 12), (12, 20), (20, SHORTEST), (SHORTEST, 40), (40, 1 << 30))
"""Folded characters; texts of fewer than ``SHORTEST`` are not handed in."""
DICTIONARY = 10
"""Times as many messages."""
PIECED = 0.9
"""A text counts as pieced together where the attacker knows so many of the grams handed in."""


class Content(NamedTuple):
    """Distinct texts, folded and stripped."""

    codes: NDArray[np.uint16]
    starts: NDArray[np.int64]

    @property
    def lengths(self) -> NDArray[np.int64]:
        return np.diff(self.starts)


def make(path: Path, messages: int, seed: int) -> Path:
    if not path.exists():
        maker = Path(__file__).parent / "make_texts.py"
        subprocess.run([sys.executable, maker, "--messages", str(messages), "--seed", str(seed), path], check=True)
    return path


def hamlet(work: Path, seed: int) -> pa.Table:
    """The messages of a made-up hamlet."""
    world, dataset = work / f"hamlet-{seed}", work / f"dataset-{seed}"
    if not dataset.exists():
        program = Path(sys.executable).with_name("jianfu")
        subprocess.run([program, "simulate", "--size", "hamlet", "--seed", str(seed), world], check=True)
        subprocess.run([program, "import", world / "files", "--into", dataset], check=True)
    parts = open_snapshot(dataset).files("message")
    return pa.concat_tables(pq.read_table(part, columns=["text"]) for part in parts)


def hand_in(talk: pa.Table, ring: KeyRing, work: Path) -> tuple[list[Path], float]:
    """One file for every second group, and the bytes a message costs."""
    half = np.array([int(group[1:]) % 2 for group in talk["group_id"].to_pylist()])
    files = [work / f"unit-{unit}.parquet" for unit in (0, 1)]
    for unit, file in enumerate(files):
        sketches = sketch_messages([talk.filter(pa.array(half == unit))], ring)
        pq.write_table(sketches, file, compression="zstd")
    return files, sum(file.stat().st_size for file in files) / len(talk)


def recall(name: str, judged: Judged) -> str:
    copies = judged.kind > ORIGIN
    alone = {kind: int((judged.inside & (judged.kind == KINDS.index(kind))).sum()) for kind in ("ack", "chat")}
    pure = purity(judged.label, own_numbers(judged.notice))
    cells = [
        f"{judged.home[copies].mean():.4f}",
        f"{pure:.5f}",
        f"{twins_split(judged):.4f}",
        *map(str, alone.values()),
    ]
    return f"| {name} | " + " | ".join(cells) + " |"


def found(talk: pa.Table, files: list[Path], ring: KeyRing) -> list[str]:
    """By text and by sketch, at each threshold."""
    lines = [
        "| by | copies found | precision | twins apart | acks in clusters | talk in clusters |",
        "| --- | --: | --: | --: | --: | --: |",
    ]
    given = talk.select(["message_id", "group_id", "sender_id", "sent_at", "text"])
    ids = talk["message_id"].combine_chunks()
    named = pa.table({"message": keyed_names(talk["message_id"], ring.name), "message_id": ids})
    for threshold in THRESHOLDS:
        text = jianfu.trace_relays(given, threshold=threshold).table
        matches = match_sketches(files, threshold).table.join(named, "message")
        sketch = pa.table({"message_id": matches["message_id"], "cluster_id": matches["cluster"]})
        lines.append(recall(f"text, {threshold}", judge(talk.select(TRUTH), text)))
        lines.append(recall(f"sketch, {threshold}", judge(talk.select(TRUTH), sketch)))
    return lines


def contents(talk: pa.Table) -> Content:
    texts = Texts()
    for batch in talk.select(["text"]).to_batches():
        texts.add(normalise(batch["text"]), np.zeros(len(batch), np.int64))
    return Content(*texts.finished().units(0, texts.count))


def attack(own: Content, dictionary: Content, ring: KeyRing) -> list[str]:
    """By length of the text: told whole by a dictionary of texts, and pieced together from one of grams."""
    told = np.isin(whole_hashes(*own, ring), whole_hashes(*dictionary, ring))
    hits = np.isin(keyed(grams_of(own), ring.gram), keyed(np.unique(grams_of(dictionary)), ring.gram))
    sizes = np.maximum(own.lengths - GRAM + 1, 0)
    share = np.bincount(np.repeat(np.arange(len(sizes)), sizes), hits, len(sizes)) / np.maximum(1, sizes)
    lines = [
        "| folded characters | texts | told whole | grams known | pieced together |",
        "| --- | --: | --: | --: | --: |",
    ]
    for low, high in LENGTHS:
        chosen = (own.lengths >= low) & (own.lengths < high)
        if chosen.any():
            name = f"{low} to {high - 1}" if high < 1 << 30 else f"{low} and more"
            rates = (told, share, (share >= PIECED) & (sizes > 0))
            lines.append(
                f"| {name} | {chosen.sum():,} | " + " | ".join(f"{rate[chosen].mean():.3f}" for rate in rates) + " |"
            )
    return lines


def grams_of(content: Content) -> NDArray[np.uint64]:
    grams = np.empty(int(np.maximum(content.lengths - GRAM + 1, 0).sum()), np.uint64)
    write_grams(content.codes, content.starts, grams)
    return grams


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("work", type=Path)
    arguments.add_argument("--messages", type=int, default=100_000)
    arguments.add_argument("--seed", type=int, default=3)
    given = arguments.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    ring, seconds = key_ring(KEY), {}
    talk = pq.read_table(make(given.work / f"talk-{given.messages}-{given.seed}.parquet", given.messages, given.seed))
    with timed(seconds, "sketch"):
        files, size = hand_in(talk, ring, given.work)
    with timed(seconds, "match"):
        match_sketches(files, THRESHOLDS[0])
    print(
        f"{len(talk):,} messages, {size:.0f} bytes each; "
        + ", ".join(f"{step} {time:.1f} s" for step, time in seconds.items())
    )
    print("\n".join(["", *found(talk, files, ring)]))
    other = make(given.work / f"talk-other-{given.seed + 1}.parquet", DICTIONARY * given.messages, given.seed + 1)
    print("\n".join(["", *attack(contents(talk), contents(pq.read_table(other, columns=["text"])), ring)]))
    hamlets = (contents(hamlet(given.work, seed)) for seed in (given.seed, given.seed + 1))
    print("\n".join(["", *attack(*hamlets, ring)]))


if __name__ == "__main__":
    main()
