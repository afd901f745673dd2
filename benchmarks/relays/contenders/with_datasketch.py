"""datasketch: MinHash of the grams, MinHashLSH, one query a text."""

from pathlib import Path
from typing import Any

from contender import THRESHOLD, Steps, asked, gram_set, read, run
from datasketch import MinHash, MinHashLSH

BANDS, ROWS = 11, 6


def find(source: Path, steps: Steps) -> dict[str, Any]:
    texts = read(source)
    signatures = MinHash.bulk(([gram.encode() for gram in gram_set(text)] for text in texts), num_perm=BANDS * ROWS)
    steps.done("sign")
    index = MinHashLSH(threshold=THRESHOLD, num_perm=BANDS * ROWS, params=(BANDS, ROWS))
    pairs = asked(index, signatures)
    steps.done("index")
    return {"pairs": pairs, "setting": f"{BANDS} bands of {ROWS}"}


run(find)
