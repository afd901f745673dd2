import importlib
import shutil
from datetime import date

import pytest
from test_run import county
from worlds import make_snapshot

from jianfu.engine.duckdb import DuckdbEngine
from jianfu.measure.catalogue import MEASURES
from jianfu.measure.inputs import MeasureInput
from jianfu.measure.run import compute_all


@pytest.fixture
def cluster():
    """A local cluster."""
    pytest.importorskip("pyspark.sql")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17")
    engine = importlib.import_module("jianfu.engine.spark").SparkEngine(
        "local[2]", settings={"spark.driver.memory": "1g"}
    )
    yield engine
    engine.close()


@pytest.mark.spark
def test_a_cluster_leaves_the_same_bytes_as_one_machine(tmp_path, cluster) -> None:
    snapshot = make_snapshot(tmp_path, county(), parts=3)
    embedded = DuckdbEngine(threads=2)
    for name, engine in (("embedded", embedded), ("cluster", cluster)):
        compute_all(MeasureInput(snapshot, engine, date(2026, 9, 30)), tmp_path / name)
    embedded.close()
    for name in MEASURES:
        one, two = ((tmp_path / folder / f"{name}.parquet").read_bytes() for folder in ("embedded", "cluster"))
        assert one == two, name
