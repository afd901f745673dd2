"""Both engines, each opened once for the whole run."""

import importlib
import shutil

import pytest

from jianfu.engine.duckdb import DuckdbEngine

QUICK_START = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.driver.memory": "1g",
    "spark.sql.shuffle.partitions": "1",
    "spark.default.parallelism": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
"""Hundreds of queries over a handful of rows: compiling them costs more than running them."""


@pytest.fixture(scope="session")
def duckdb_engine():
    engine = DuckdbEngine(threads=2, memory_megabytes=512)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def spark_engine():
    pytest.importorskip("pyspark")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17")
    engine = importlib.import_module("jianfu.engine.spark").SparkEngine("local[2]", settings=QUICK_START)
    yield engine
    engine.close()


@pytest.fixture(params=["duckdb", pytest.param("spark", marks=pytest.mark.spark)])
def engine(request):
    return request.getfixturevalue(f"{request.param}_engine")
