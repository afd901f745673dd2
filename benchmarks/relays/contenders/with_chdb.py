"""ClickHouse in the process (chdb): its built-in ngramMinHashUTF8.

One call gives two hashes, over the few smallest and the few largest grams; two texts meet where either is equal. Calls
with several numbers of grams take the part of bands.
"""

from pathlib import Path
from typing import Any

import chdb
import numpy as np
from contender import SIZE, Steps, met, run

KEPT = (2, 3, 4, 5, 6)


def find(source: Path, steps: Steps) -> dict[str, Any]:
    hashes = ", ".join(f"ngramMinHashUTF8(folded, {SIZE}, {kept}) as h{kept}" for kept in KEPT)
    columns = ", ".join(f"h{kept}.{side} as h{kept}_{side}" for kept in KEPT for side in (1, 2))
    found = chdb.query(
        f"select {columns} from (select row, {hashes} from file('{source}', Parquet)) order by row", "ArrowTable"
    )
    steps.done("sign")
    rows = np.arange(len(found))
    pairs = [met(rows, found[name].to_numpy()) for name in found.column_names]
    steps.done("join")
    numbers = np.unique(np.concatenate([pair[:, 0] * len(rows) + pair[:, 1] for pair in pairs]))
    steps.done("unite")
    return {
        "pairs": np.column_stack((numbers // len(rows), numbers % len(rows))),
        "setting": f"ngramMinHashUTF8, {KEPT[0]} to {KEPT[-1]} grams",
    }


run(find)
