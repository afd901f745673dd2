"""How time and memory grow with the number of messages, and what happens where many texts are nearly the same."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from plan import Wanted

HERE = Path(__file__).parent
JIANFU = Path(sys.executable).with_name("jianfu")
SCAN = """
import sys, time, pyarrow.parquet as pq
file = pq.ParquetFile(sys.argv[1])
began = time.perf_counter()
size = sum(batch.column(0).nbytes for batch in file.iter_batches(columns=["text"], batch_size=1 << 17))
print(time.perf_counter() - began)
"""
Facts = dict[str, Any]


class Shape(NamedTuple):
    title: str
    wanted: Wanted

    @property
    def name(self) -> str:
        return "-".join(str(number) for number in self.wanted)


def shapes(sizes: Sequence[int], seed: int) -> list[Shape]:
    """Talk of several sizes, and the two hard cases within a million messages."""
    plain = [Shape(f"{size:,} messages", Wanted(size, seed)) for size in sorted(sizes)]
    hard = [
        Shape("1,000,000 messages, one notice 20,000 times", Wanted(1_000_000, seed, copies=20_000)),
        Shape("1,000,000 reports of one template", Wanted(1_000_000, seed, one_template=1_000_000)),
    ]
    return plain + hard


def make(shape: Shape, work: Path) -> Path:
    """The shape's messages, made once."""
    path = work / f"messages-{shape.name}.parquet"
    if not path.exists():
        wanted = shape.wanted
        command = [sys.executable, HERE / "make_texts.py", "--messages", wanted.messages, "--seed", wanted.seed]
        command += ["--copies-of-one", wanted.copies, "--one-template", wanted.one_template, path]
        subprocess.run([str(word) for word in command], check=True)
    return path


def trace(path: Path, out: Path) -> Facts:
    """One run of the command in a process of its own, and the reading of the text column alone in another."""
    done = subprocess.run(
        [JIANFU, "relays", path, "--out", out, "--json"], check=True, stdout=subprocess.PIPE, text=True
    )
    scan = subprocess.run([sys.executable, "-c", SCAN, path], check=True, stdout=subprocess.PIPE, text=True)
    return {**json.loads(done.stdout.splitlines()[-1]), "scan": float(scan.stdout)}


def median(runs: Sequence[Facts]) -> Facts:
    """The run in the middle by seconds, so that its stages add up."""
    return sorted(runs, key=lambda facts: facts["seconds"])[len(runs) // 2]


def exponent(messages: Sequence[int], seconds: Sequence[float]) -> float:
    """Of the power of the number of messages that the time grows with, by least squares."""
    return float(np.polyfit(np.log(messages), np.log(seconds), 1)[0])


def table(found: dict[Shape, Facts]) -> str:
    """One line a shape, one column a stage; then the exponent."""
    stages = list(dict.fromkeys(stage for facts in found.values() for stage in facts["stages"]))
    headings = ["", "distinct", "copies", *stages, "seconds", "messages/s", "peak memory", "to reading the text"]
    lines = ["| " + " | ".join(headings) + " |", "| --- |" + " ---: |" * (len(headings) - 1)]
    for shape, facts in found.items():
        numbers = [f"{facts['distinct']:,}", f"{facts['copies']:,}"]
        numbers += [f"{facts['stages'].get(stage, 0):.2f}" for stage in stages]
        numbers += [f"{facts['seconds']:.2f}", f"{facts['messages'] / facts['seconds']:,.0f}"]
        numbers += [f"{facts['peak_mb'] / 1024:.2f} GB", f"{facts['seconds'] / facts['scan']:.1f}"]
        lines.append(f"| {shape.title} | " + " | ".join(numbers) + " |")
    plain = [facts for shape, facts in found.items() if not shape.wanted.copies + shape.wanted.one_template]
    if len(plain) > 1:
        power = exponent([facts["messages"] for facts in plain], [facts["seconds"] for facts in plain])
        lines += ["", f"Time grows with the number of messages to the power of {power:.2f}."]
    return "\n".join(lines)


def measure(work: Path, sizes: Sequence[int], rounds: int, seed: int) -> str:
    """Rounds in turn; more than 20 million messages run once."""
    chosen = shapes(sizes, seed)
    trace(make(chosen[0], work), work / "relays")  # compiles the kernels
    runs: dict[Shape, list[Facts]] = {shape: [] for shape in chosen}
    for number in range(rounds):
        for shape in chosen:
            if number == 0 or shape.wanted.messages <= 20_000_000:
                runs[shape].append(trace(make(shape, work), work / f"relays-{shape.name}"))
    return table({shape: median(facts) for shape, facts in runs.items()})
