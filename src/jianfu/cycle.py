"""The whole flow. Every step takes what the one before it left and leaves an artefact of its own.

    files --read_in--> Snapshot --compute_all--> measures --run_rules--> findings --make_document--> report

A run folder holds all of it, so that any later step can be done again from there.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from jianfu.base import clock
from jianfu.base.progress import Progress, Quiet
from jianfu.base.whole import whole_folder
from jianfu.dataset.build import ImportSummary, build
from jianfu.dataset.key import office_key
from jianfu.dataset.snapshot import Snapshot, is_dataset, open_snapshot
from jianfu.detect.pack import load_pack
from jianfu.detect.record import FILE_NAME as RECORD
from jianfu.detect.run import run_rules
from jianfu.engine.choose import open_engine
from jianfu.measure.inputs import MeasureInput
from jianfu.measure.run import compute_all
from jianfu.report.run import Run, open_run
from jianfu.sources.recognise import ReadOptions, find_files, open_source

__all__ = ["AuditOptions", "Reading", "audit", "open_run", "read_in"]


@dataclass(frozen=True)
class AuditOptions:
    """How to audit; the defaults are those of the command line."""

    engine: str = "duckdb"
    """``duckdb``, ``spark`` or ``spark=MASTER``."""
    packs: Sequence[str] = ()
    """County packs on top of the national one: built-in names or folders."""
    as_of: date | None = None
    """The day the county is judged on; None: the last day the data speaks of."""
    language: str = "zh-Hans"
    """Of the report that is written at once; any other can be had later."""


@dataclass(frozen=True)
class Reading:
    """How files are read."""

    mapping: Path | None = None
    zone: str = "Asia/Shanghai"


def read_in(paths: Sequence[Path], *, into: Path, reading: Reading = Reading(), progress: Progress = Quiet()) -> ImportSummary:
    """Files and folders into the dataset ``into``; what it held stays, the same file twice changes nothing."""
    options = ReadOptions(zone=reading.zone, mapping=reading.mapping)
    readings = (open_source(path, options) for path in find_files(paths))
    return build(readings, into=into, key=office_key(), zone=reading.zone, progress=progress)
