"""DuckDB: it has no min-hash function, so the same method in its SQL, with its hash function and its lists."""

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from contender import SIZE, THREADS, Steps, run

BANDS, ROWS = 14, 6


def find(source: Path, steps: Steps) -> dict[str, Any]:
    connection = duckdb.connect(config={"threads": THREADS})
    gram = f"substring(folded, place, {SIZE}) for place in range(1, length(folded) - {SIZE - 2})"
    connection.execute(
        f"create table gram as select row, unnest(list_distinct([{gram}])) as gram from read_parquet(?)", [str(source)]
    )
    steps.done("grams")
    smallest = ", ".join(f"min(hash(gram, {number})) as h{number}" for number in range(BANDS * ROWS))
    connection.execute(f"create table signature as select row, {smallest} from gram group by row")
    steps.done("sign")
    bands = ", ".join(
        f"hash({band}, {', '.join(f'h{band * ROWS + place}' for place in range(ROWS))})" for band in range(BANDS)
    )
    connection.execute(f"create table band as select row, unnest([{bands}]) as key from signature")
    pairs = connection.execute(
        "select distinct a.row, b.row as other from band a join band b on a.key = b.key and a.row < b.row"
    ).fetchnumpy()
    steps.done("join")
    return {"pairs": np.column_stack(list(pairs.values())), "setting": f"{BANDS} bands of {ROWS}, in SQL"}


run(find)
