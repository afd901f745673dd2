"""Finished audits as they stand on the disk, opened once a process (审查结果)."""

from dataclasses import dataclass
from functools import lru_cache

from jianfu.base.errors import UserProblem
from jianfu.office.models import Audit
from jianfu.office.place import here
from jianfu.report.model import Document, FindingLine, Notice, RuleCard
from jianfu.report.run import Run, open_run

OPENED = 4
"""Runs a process keeps in memory; a county's takes some ten megabytes."""


@dataclass(frozen=True)
class Opened:
    """A run, its document, and the document's notices and rules by id."""

    run: Run
    document: Document
    rules: dict[str, RuleCard]
    told: dict[str, tuple[Notice | None, FindingLine]]
    """Finding id -> the notice it belongs to (none where exempted) and its own line."""


def latest() -> Audit | None:
    """The audit that was finished last."""
    return Audit.objects.filter(state="finished").order_by("-finished_at", "-pk").first()


def opened(audit: Audit) -> Opened:
    """The run of a finished audit; raises ``UserProblem`` ``audit-unfinished``, and what ``open_run`` raises."""
    if audit.state != "finished":
        raise UserProblem("audit-unfinished")
    return opened_at(folder_of(audit))


def folder_of(audit: Audit) -> str:
    """Where the run of a finished audit stands; what is there never changes."""
    return str(here().runs / audit.folder)


@lru_cache(maxsize=OPENED)
def opened_at(folder: str) -> Opened:
    """The run in a folder of ``folder_of``."""
    run = open_run(folder)
    document = run.document
    told: dict[str, tuple[Notice | None, FindingLine]] = {
        line.finding_id: (notice, line) for notice in document.notices for line in (*notice.open, *notice.muted)
    }
    told |= {line.finding.finding_id: (None, line.finding) for line in document.exempted}
    return Opened(run, document, {rule.rule_id: rule for rule in document.rules}, told)
