"""Both engines, each opened once for the whole run."""

import importlib
import shutil

import pytest

from jianfu.engine.duckdb import DuckdbEngine

QUICK_START = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.driver.memory": "1g",
    "spark.default.parallelism": "1",
}
"""A short life: no time for the compiler that makes a long one fast."""


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
