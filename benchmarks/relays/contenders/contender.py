"""What every contender does around its own work: read the file, take the time, leave pairs or clusters and its peak."""

import itertools
import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

SIZE = 3
THRESHOLD = 0.8
THREADS = 2


class Steps:
    """Seconds by step, from one call to the next."""

    def __init__(self) -> None:
        self.began = time.perf_counter()
        self.seconds: dict[str, float] = {}

    def done(self, name: str) -> None:
        now = time.perf_counter()
        self.seconds[name] = now - self.began
        self.began = now


def run(find: Callable[[Path, Steps], dict[str, Any]]) -> None:
    """Call ``find`` on the file named first and save what it gives (``pairs`` or ``labels``) in the one named second.

    What it gives as a function is called when the time has been taken.
    """
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    steps = Steps()
    found = find(source, steps)
    steps.done("end")
    held = peak()
    arrays = {name: found.pop(name) for name in ("pairs", "labels") if name in found}
    np.savez(out, **{name: array() if callable(array) else array for name, array in arrays.items()})
    print(json.dumps({**found, "steps": steps.seconds, "seconds": sum(steps.seconds.values()), "peak": held}))


def read(source: Path) -> list[str]:
    """The folded texts."""
    return pq.read_table(source, columns=["folded"])["folded"].to_pylist()


def gram_set(text: str) -> set[str]:
    return {text[at : at + SIZE] for at in range(len(text) - SIZE + 1)}


def asked(index: Any, signatures: Any) -> np.ndarray:
    """All pairs an index of a library's own finds, shape (pairs, 2): one query a text, then it joins the index."""
    pairs: list[tuple[int, int]] = []
    for row, signature in enumerate(signatures):
        pairs += [(other, row) for other in index.query(signature)]
        index.insert(row, signature)
    return np.array(pairs, np.int64).reshape(-1, 2)


def met(rows: np.ndarray, keys: np.ndarray) -> np.ndarray:
    """All pairs of rows with equal keys, shape (pairs, 2), first below second."""
    order = np.lexsort((rows, keys))
    rows, keys = rows[order], keys[order]
    bounds = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1], True])
    pairs = [np.empty((0, 2), np.int64)]
    for begin, end in itertools.pairwise(bounds):
        if end - begin > 1:
            first, second = np.triu_indices(end - begin, 1)
            pairs.append(np.column_stack((rows[begin + first], rows[begin + second])))
    return np.concatenate(pairs)


def peak() -> int:
    """The most memory this process and those it started have held, in bytes."""
    children: dict[int, list[int]] = {}
    held: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
        except OSError:  # it has ended meanwhile
            continue
        number = int(status.parent.name)
        children.setdefault(int(re.search(r"PPid:\s+(\d+)", text)[1]), []).append(number)
        most = re.search(r"VmHWM:\s+(\d+)", text)
        held[number] = int(most[1]) * 1024 if most else 0
    family, total = [int(Path("/proc/self").resolve().name)], 0
    while family:
        number = family.pop()
        total += held.get(number, 0)
        family += children.get(number, [])
    return total
