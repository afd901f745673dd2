"""The engine the tests of detection run on."""

import pytest

from jianfu.engine.duckdb import DuckdbEngine


@pytest.fixture(scope="session")
def engine():
    engine = DuckdbEngine(threads=1, memory_megabytes=256)
    yield engine
    engine.close()
