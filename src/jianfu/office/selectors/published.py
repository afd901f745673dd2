"""Which audit's minutes are shown: of one period no second that tells of few people by subtraction (发布口径).

Two pictures of the same period differ by what changed between them. Where that is the minutes of one to four people of
a cell, the difference is a figure about those few. The later one is then held back, and the earlier stays.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from jianfu.base.errors import UserProblem
from jianfu.measure.suppression import is_small
from jianfu.office.models import Audit
from jianfu.office.selectors.runs import folder_of, latest
from jianfu.report.run import Run, open_run

LOOKED_BACK = 20
"""Audits of one period that are compared; more of one period nobody makes."""
Minutes = tuple[float, float, float, float, float]


class Stood(NamedTuple):
    """Where a person stood in an audit, and with how many minutes."""

    level: str
    post: str
    minutes: Minutes


def published() -> Audit | None:
    """The audit whose burden is shown; another than the latest where that one is held back."""
    last = latest()
    if last is None:
        return None
    same = Audit.objects.filter(state="finished", as_of=last.as_of).order_by("-finished_at", "-pk")[:LOOKED_BACK]
    shown: list[Audit] = []
    for audit in reversed(same):
        if not any(_tells_of_few(folder_of(earlier), folder_of(audit)) for earlier in shown):
            shown.append(audit)
    return shown[-1]


def tells_of_few(before: Mapping[str, Stood], after: Mapping[str, Stood]) -> bool:
    """Whether one to four people of a cell of level and post, of a level or of all stand otherwise than before."""
    moved: dict[tuple[str, ...], int] = {}
    for person in before.keys() | after.keys():
        one, other = before.get(person), after.get(person)
        if one != other:
            for cell in {cell for stood in (one, other) if stood for cell in _cells(stood)}:
                moved[cell] = moved.get(cell, 0) + 1
    return any(is_small(count) for count in moved.values())


def _cells(stood: Stood) -> tuple[tuple[str, ...], ...]:
    return (), (stood.level,), (stood.level, stood.post)


@lru_cache(maxsize=256)
def _tells_of_few(earlier: str, later: str) -> bool:
    """Of two run folders, which are never altered; one whose snapshot is gone can be compared with nothing."""
    runs = [open_run(folder) for folder in (earlier, later)]
    if runs[0].record.snapshot_id == runs[1].record.snapshot_id:
        return False
    try:
        return tells_of_few(*(_stood(run) for run in runs))
    except UserProblem:
        return True


def _stood(run: Run) -> dict[str, Stood]:
    """Everybody on the list, as the picture counts them."""
    units = run.snapshot.read("unit", ["unit_id", "level"]).to_pylist()
    levels = {row["unit_id"]: row["level"] or "" for row in units}
    staff = run.snapshot.read("person", ["person_id", "unit_id", "post"]).to_pylist()
    places = {row["person_id"]: (levels.get(row["unit_id"], ""), row["post"] or "") for row in staff}
    names = ("minutes_low", "minutes_middle", "minutes_high", "off_hours_middle", "avoidable_middle")
    return {
        row["person_id"]: Stood(*places.get(row["person_id"], ("", "")), tuple(row[name] for name in names))
        for row in run.measure("burden_person").to_pylist()
    }
