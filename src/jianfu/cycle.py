"""The whole flow. Every step takes what the one before it left and leaves an artefact of its own.

    files --read_in--> Snapshot --compute_all--> measures --run_rules--> findings --make_document--> report

A run folder holds all of it, so that any later step can be done again from there.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from jianfu.base import clock
from jianfu.base.memory import peak_memory_bytes
from jianfu.base.progress import Progress, Quiet
from jianfu.base.version import VERSION
from jianfu.base.whole import whole_folder
from jianfu.dataset.build import ImportSummary, build
from jianfu.dataset.key import office_key
from jianfu.dataset.snapshot import Snapshot, is_dataset, open_snapshot
from jianfu.detect.load import load_packs
from jianfu.detect.record import FILE_NAME, RunRecord, inputs_of, place_of, write_record
from jianfu.detect.run import run_rules, write_findings
from jianfu.detect.season import with_seasons
from jianfu.engine.choose import open_engine
from jianfu.measure.burden.constants import Constants, default_constants
from jianfu.measure.inputs import MeasureInput
from jianfu.measure.run import compute_all
from jianfu.report.document import make_document
from jianfu.report.run import Run, open_run
from jianfu.report.write import write_report
from jianfu.sources.options import ReadOptions
from jianfu.sources.recognise import find_files, open_all

QUIET = Quiet()


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
    constants: Constants = field(default_factory=default_constants)
    """What the burden is counted with."""
    reading: ReadOptions = field(default_factory=ReadOptions)
    """How files are read, where files are given instead of a dataset."""


def read_in(
    paths: Sequence[Path], *, into: Path, options: ReadOptions | None = None, progress: Progress = QUIET
) -> ImportSummary:
    """Files and folders into the dataset ``into``; what it held stays, the same file twice changes nothing."""
    options = options or ReadOptions()
    readings = open_all(find_files(paths), options)
    return build(readings, into=into, key=office_key(), zone=options.zone, progress=progress)


def audit(path: Path, *, out: Path, options: AuditOptions | None = None, progress: Progress = QUIET) -> Run:
    """A dataset, or a folder of files, into the run folder ``out``; it is there whole or not at all."""
    options = options or AuditOptions()
    steps: dict[str, float] = {}
    pack = load_packs(options.packs)
    with whole_folder(out, marker=FILE_NAME) as run, closing(open_engine(options.engine, run)) as engine:
        with clock.timed(steps, "import"):
            snapshot = with_seasons(_snapshot_of(path, run, options.reading, progress), pack.seasons)
        as_of = options.as_of or snapshot.last_day or clock.today()
        with clock.timed(steps, "measure"):
            measures = compute_all(MeasureInput(snapshot, engine, as_of, options.constants), run / "measures", progress)
        with clock.timed(steps, "detect"):
            findings = run_rules(pack.rules, snapshot, measures, engine, as_of, progress)
            write_findings(findings, run)
        record = RunRecord(
            jianfu=VERSION, as_of=as_of, engine=engine.name, snapshot=place_of(snapshot, run, out),
            snapshot_id=snapshot.snapshot_id, packs=pack.names, inputs=inputs_of(snapshot), rules=findings.outcomes,
            lapsed_exemptions=findings.lapsed_exemptions, expiring_exemptions=findings.expiring_exemptions,
        )  # fmt: skip
        write_record(record, run)
        with clock.timed(steps, "report"):
            document = make_document(run, snapshot, pack, options.constants)
            for form in ("json", "html"):
                write_report(document, form=form, language=options.language, out=run / f"report.{form}")
        write_record(replace(record, steps=steps, peak_memory_bytes=peak_memory_bytes()), run)
    return open_run(out)


def _snapshot_of(path: Path, run: Path, reading: ReadOptions, progress: Progress) -> Snapshot:
    if is_dataset(path):
        return open_snapshot(path)
    return read_in([path], into=run / "dataset", options=reading, progress=progress).snapshot
