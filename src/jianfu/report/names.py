"""Names of the things evidence rows point at by id."""

from collections.abc import Iterable, Mapping

from jianfu.dataset.snapshot import Snapshot
from jianfu.report.figures.causers import UnitNote
from jianfu.report.model import Evidence

NAMED = (
    ("unit", "unit_id"),
    ("work_group", "group_id"),
    ("app", "app_id"),
    ("account", "account_id"),
    ("form", "form_id"),
)
"""Tables whose rows have a name, and the column of their id."""


def unit_notes(snapshot: Snapshot) -> dict[str, UnitNote]:
    """Name and level of every unit."""
    rows = snapshot.read("unit", ["unit_id", "name", "level"]).to_pylist()
    return {row["unit_id"]: UnitNote(row["name"] or row["unit_id"], row["level"] or "unknown") for row in rows}


def names_in(snapshot: Snapshot, wanted: set[str]) -> dict[str, str]:
    """The names of those of the wanted ids that have one."""
    found: dict[str, str] = {}
    for table, column in NAMED:
        rows = snapshot.read(table, [column, "name"])
        pairs = zip(rows[column].to_pylist(), rows["name"].to_pylist(), strict=True)
        found.update((key, name) for key, name in pairs if key in wanted and name)
    return dict(sorted(found.items()))


def ids_in(evidence: Iterable[Mapping[str, Evidence]]) -> set[str]:
    """Every text in the evidence rows that may be an id."""
    return {
        cell
        for found in evidence
        for item in found.values()
        for row in item.rows
        for cell in row
        if isinstance(cell, str)
    }
