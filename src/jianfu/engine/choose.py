"""Opens the engine a command names."""

from pathlib import Path

from jianfu.base.errors import UserProblem
from jianfu.engine.duckdb import DuckdbEngine
from jianfu.engine.protocol import Engine


def open_engine(wish: str = "duckdb", spill_folder: Path | None = None) -> Engine:
    """``duckdb``, ``spark`` (all cores of this machine) or ``spark=MASTER`` (``spark=spark://host:7077``).

    ``spill_folder``: where DuckDB's queries put what is too much for memory; None: among the system's temporary files.

    Raises ``UserProblem`` for another name, and for Spark where pyspark or Java is missing.
    """
    name, _, master = wish.partition("=")
    if name == "spark":
        from jianfu.engine.spark import SparkEngine  # noqa: PLC0415 - Java and pyspark only where they are wanted

        return SparkEngine(master or "local[*]")
    if wish != "duckdb":
        raise UserProblem("engine-unknown", engine=wish[:40])
    return DuckdbEngine(spill_folder=spill_folder)
