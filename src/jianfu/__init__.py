"""Jianfu 减负: measure, find and cut formalism at the fingertips (指尖上的形式主义).

    import jianfu

    run = jianfu.audit("folder", out="run")     # ledgers and archives in, findings and measures out
    run.findings                                # pyarrow.Table, one row a rule and subject
    run.measure("burden_bearer")                # pyarrow.Table, minutes per person and working day

Arrow tables become pandas by ``table.to_pandas()`` and Polars by ``polars.from_arrow(table)``. Names load on first use,
so that ``import jianfu`` stays quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from jianfu.base.version import VERSION

if TYPE_CHECKING:
    from jianfu.base.errors import Defect, Problem, SourceProblem, UserProblem
    from jianfu.dataset.snapshot import Snapshot, open_snapshot
    from jianfu.library import (
        audit,
        audit_letters,
        check_reply,
        import_files,
        read_demands,
        rules,
        score,
        simulate_county,
        trace_relays,
        train_letters,
        what_if,
        write_template,
    )
    from jianfu.measure.catalogue import MEASURES
    from jianfu.report.run import Run, open_run
    from jianfu.tables import TABLES

_HOMES = {
    "audit": "jianfu.library",
    "audit_letters": "jianfu.library",
    "check_reply": "jianfu.library",
    "import_files": "jianfu.library",
    "read_demands": "jianfu.library",
    "rules": "jianfu.library",
    "score": "jianfu.library",
    "simulate_county": "jianfu.library",
    "trace_relays": "jianfu.library",
    "train_letters": "jianfu.library",
    "what_if": "jianfu.library",
    "write_template": "jianfu.library",
    "Run": "jianfu.report.run",
    "open_run": "jianfu.report.run",
    "Snapshot": "jianfu.dataset.snapshot",
    "open_snapshot": "jianfu.dataset.snapshot",
    "TABLES": "jianfu.tables",
    "MEASURES": "jianfu.measure.catalogue",
    "Problem": "jianfu.base.errors",
    "UserProblem": "jianfu.base.errors",
    "SourceProblem": "jianfu.base.errors",
    "Defect": "jianfu.base.errors",
}

__all__ = [
    "MEASURES",
    "TABLES",
    "VERSION",
    "Defect",
    "Problem",
    "Run",
    "Snapshot",
    "SourceProblem",
    "UserProblem",
    "audit",
    "audit_letters",
    "check_reply",
    "import_files",
    "open_run",
    "open_snapshot",
    "read_demands",
    "rules",
    "score",
    "simulate_county",
    "trace_relays",
    "train_letters",
    "what_if",
    "write_template",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'jianfu' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
