"""Both engines, each opened once for the whole run."""

import shutil

import pytest

from jianfu.engine.choose import open_engine
from jianfu.engine.duckdb import DuckdbEngine


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
    engine = open_engine("spark=local[2]")
    yield engine
    engine.close()


@pytest.fixture(params=["duckdb", pytest.param("spark", marks=pytest.mark.spark)])
def engine(request):
    return request.getfixturevalue(f"{request.param}_engine")
