"""rensa: R-MinHash of the grams, RMinHashLSH, one query a text."""

from pathlib import Path
from typing import Any

from contender import THRESHOLD, Steps, asked, gram_set, read, run
from rensa import RMinHash, RMinHashLSH

BANDS, ROWS, SEED = 11, 6, 42


def find(source: Path, steps: Steps) -> dict[str, Any]:
    grams = [list(gram_set(text)) for text in read(source)]
    steps.done("grams")
    signatures = RMinHash.from_token_sets(grams, BANDS * ROWS, SEED)
    steps.done("sign")
    index = RMinHashLSH(THRESHOLD, BANDS * ROWS, BANDS)
    pairs = asked(index, signatures)
    steps.done("index")
    return {"pairs": pairs, "setting": f"{BANDS} bands of {ROWS}"}


run(find)
