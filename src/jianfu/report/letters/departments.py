"""Replies by department: whole departments only, in order of their names; small ones stand together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jianfu.measure.suppression import SMALLEST_SHOWN, SUPPRESSED, hidden_parts
from jianfu.report.figures.causers import ISSUING_LEVELS, UnitNote
from jianfu.report.model import Cell, DepartmentRow


@dataclass
class Tally:
    """What one department answers for. ``counts``: perfunctory, late, unanswered, then one for each kind."""

    letters: int
    replies: int
    counts: list[int]


def department_rows(tallies: Mapping[str, Tally], units: Mapping[str, UnitNote]) -> list[DepartmentRow]:
    """One line a department with at least five letters, named where it issues rather than bears; the rest together.

    A count of fewer than five letters is hidden, and so is any from which it could be worked out.
    """
    named = {
        unit_id: tally
        for unit_id, tally in tallies.items()
        if unit_id in units and units[unit_id].level in ISSUING_LEVELS and tally.letters >= SMALLEST_SHOWN
    }
    rest = [tally for unit_id, tally in tallies.items() if unit_id not in named]
    while named and rest and sum(tally.letters for tally in rest) < SMALLEST_SHOWN:
        smallest = min(named, key=lambda unit_id: (named[unit_id].letters, unit_id))
        rest.append(named.pop(smallest))
    order: list[str | None] = [*sorted(named, key=lambda unit_id: (units[unit_id].name, unit_id))]
    lines = [named[unit_id] for unit_id in order if unit_id is not None]
    if rest:
        order.append(None)
        lines.append(_together(rest))
    columns = [
        _shown(order, [line.counts[place] for line in lines]) for place in range(len(lines[0].counts) if lines else 0)
    ]
    return [
        DepartmentRow(
            unit_id=unit_id,
            unit=units[unit_id].name if unit_id else None,
            unit_count=1 if unit_id else len(rest),
            letters=line.letters,
            replies=line.replies,
            perfunctory=columns[0][row],
            late=columns[1][row],
            unanswered=columns[2][row],
            kinds=[column[row] for column in columns[3:]],
        )
        for row, (unit_id, line) in enumerate(zip(order, lines, strict=True))
    ]


def _shown(order: Sequence[str | None], counts: Sequence[int]) -> list[Cell]:
    hidden = hidden_parts(dict(zip((unit_id or "" for unit_id in order), counts, strict=True)))
    return [SUPPRESSED if (unit_id or "") in hidden else count for unit_id, count in zip(order, counts, strict=True)]


def _together(tallies: Sequence[Tally]) -> Tally:
    sums = [sum(column) for column in zip(*(tally.counts for tally in tallies), strict=True)]
    return Tally(sum(tally.letters for tally in tallies), sum(tally.replies for tally in tallies), sums)
