"""rensa: R-MinHash of the grams, RMinHashLSH, one query a text."""

from pathlib import Path
from typing import Any

import numpy as np
from contender import THRESHOLD, Steps, gram_set, read, run
from rensa import RMinHash, RMinHashLSH

BANDS, ROWS, SEED = 11, 6, 42


def find(source: Path, steps: Steps) -> dict[str, Any]:
    grams = [list(gram_set(text)) for text in read(source)]
    steps.done("grams")
    signatures = RMinHash.from_token_sets(grams, BANDS * ROWS, SEED)
    steps.done("sign")
    index = RMinHashLSH(THRESHOLD, BANDS * ROWS, BANDS)
    pairs: list[tuple[int, int]] = []
    for row, signature in enumerate(signatures):
        pairs += [(other, row) for other in index.query(signature)]
        index.insert(row, signature)
    steps.done("index")
    return {"pairs": np.array(pairs, np.int64).reshape(-1, 2), "setting": f"{BANDS} bands of {ROWS}"}


run(find)
