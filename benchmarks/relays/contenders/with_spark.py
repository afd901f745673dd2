"""Spark ML: MinHashLSH.approxSimilarityJoin, every table of one hash; the start of the session is not counted."""

from pathlib import Path
from typing import Any

import numpy as np
from contender import SIZE, THREADS, THRESHOLD, Steps, run
from pyspark.ml.feature import HashingTF, MinHashLSH
from pyspark.sql import SparkSession

TABLES = 3

SESSION = (
    SparkSession.builder.master(f"local[{THREADS}]")
    .config("spark.driver.memory", "6g")
    .config("spark.sql.shuffle.partitions", 2 * THREADS)
    .config("spark.ui.enabled", "false")
    .getOrCreate()
)


def find(source: Path, steps: Steps) -> dict[str, Any]:
    SESSION.sparkContext.setLogLevel("ERROR")
    texts = SESSION.read.parquet(str(source)).selectExpr(
        "row", f"transform(sequence(1, length(folded) - {SIZE - 1}), at -> substring(folded, at, {SIZE})) as grams"
    )
    vectors = HashingTF(binary=True, inputCol="grams", outputCol="vector").transform(texts)
    model = MinHashLSH(inputCol="vector", outputCol="hashes", numHashTables=TABLES, seed=1).fit(vectors)
    hashed = model.transform(vectors).select("row", "vector", "hashes").cache()
    hashed.count()
    steps.done("sign")
    pairs = (
        model.approxSimilarityJoin(hashed, hashed, 1 - THRESHOLD + 1e-9)
        .selectExpr("datasetA.row as row", "datasetB.row as other")
        .where("row < other")
        .toPandas()
    )
    steps.done("join")
    return {"pairs": pairs.to_numpy(np.int64).reshape(-1, 2), "setting": f"{TABLES} tables"}


run(find)
