"""text-dedup's pipeline, written anew from its documentation: it is made for data sets from a hub and cannot be called.

Each gram's SHA-1 cut to 32 bits, 256 permutations (a h + b) mod 2^61 - 1, bands as byte strings in a table each,
union-find over every bucket; what met once is a duplicate, nothing is compared again. Its default splits at spaces,
which Chinese does not have: grams are characters here. The bands are those that reach the recall of the others.
"""

import hashlib
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from contender import Steps, gram_set, read, run

PERMUTATIONS, BANDS, ROWS = 256, 28, 9
PRIME, LARGEST = np.uint64((1 << 61) - 1), np.uint64((1 << 32) - 1)


def sign(text: str, factors: np.ndarray, terms: np.ndarray) -> list[bytes]:
    """The bands of one text."""
    hashes = [int.from_bytes(hashlib.sha1(gram.encode()).digest()[:4], "little") for gram in gram_set(text)]
    values = np.array(hashes, np.uint64)[:, None]
    smallest = (((values * factors + terms) % PRIME) & LARGEST).min(axis=0)
    return [smallest[band * ROWS : (band + 1) * ROWS].byteswap().tobytes() for band in range(BANDS)]


def root_of(parent: list[int], row: int) -> int:
    while parent[row] != row:
        parent[row] = parent[parent[row]]
        row = parent[row]
    return row


def find(source: Path, steps: Steps) -> dict[str, Any]:
    texts = read(source)
    rng = np.random.RandomState(42)
    factors = rng.randint(1, int(PRIME), PERMUTATIONS, dtype=np.uint64)
    terms = rng.randint(0, int(PRIME), PERMUTATIONS, dtype=np.uint64)
    tables: list[dict[bytes, list[int]]] = [defaultdict(list) for _ in range(BANDS)]
    for row, text in enumerate(texts):
        for table, key in zip(tables, sign(text, factors, terms), strict=True):
            table[key].append(row)
    steps.done("sign and index")
    parent = list(range(len(texts)))
    for table in tables:
        for bucket in table.values():
            for row in bucket[1:]:
                one, other = root_of(parent, bucket[0]), root_of(parent, row)
                parent[max(one, other)] = min(one, other)
    labels = np.array([root_of(parent, row) for row in range(len(texts))])
    steps.done("join")
    return {"labels": labels, "setting": f"{BANDS} bands of {ROWS}, not verified"}


run(find)
