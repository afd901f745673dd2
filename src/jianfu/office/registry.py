"""A snapshot of the dataset -> entries of the registry, and what is new, changed or gone between two (台账比对)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from jianfu.dataset.snapshot import Snapshot
from jianfu.office.models.registry import KINDS
from jianfu.office.units import paths_of
from jianfu.tables import TABLES

Values = dict[str, object]
Place = tuple[str, str]
"""Kind and key of an entry."""
FACETS = {
    "unit": "level", "person": "post", "work_group": "platform", "app": "audience", "account": "platform",
    "form": "frequency", "duty": "post",
}  # fmt: skip
"""What the entries of a kind are filtered by."""
NAME_LENGTH = 255


@dataclass(frozen=True)
class Stated:
    """One entry as a snapshot states it."""

    name: str
    unit_id: str
    path: str
    state: str
    facet: str
    values: Values


@dataclass(frozen=True)
class Difference:
    """What one registry has that the other lacks."""

    new: tuple[Place, ...]
    changed: tuple[Place, ...]
    gone: tuple[Place, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.new or self.changed or self.gone)

    def counts(self) -> dict[str, dict[str, int]]:
        """Kind -> how many are new, changed and gone."""
        counts = {kind: {"new": 0, "changed": 0, "gone": 0} for kind in KINDS}
        for word, places in (("new", self.new), ("changed", self.changed), ("gone", self.gone)):
            for kind, _ in places:
                counts[kind][word] += 1
        return counts


def state_of(snapshot: Snapshot, names: Mapping[str, str]) -> dict[Place, Stated]:
    """Every entry a snapshot states. ``names``: pseudonym -> name, where the office knows it."""
    units = {row["unit_id"]: row for row in snapshot.read("unit").to_pylist()}
    paths = paths_of({unit: row["parent_id"] for unit, row in units.items()})
    found: dict[Place, Stated] = {}
    for kind in KINDS:
        (key,) = TABLES[kind].key
        for row in snapshot.read(kind).to_pylist():
            values = {name: _plain(value) for name, value in row.items() if value is not None}
            name = names.get(row[key], "") if kind == "person" else str(row.get("name") or "")
            unit = str(row.get("unit_id") or "")
            found[kind, row[key]] = Stated(
                name[:NAME_LENGTH],
                unit,
                paths.get(unit, ""),
                _state(kind, row),
                str(row.get(FACETS[kind]) or ""),
                values,
            )
    return found


def differences(before: Mapping[Place, Stated], after: Mapping[Place, Stated]) -> Difference:
    """What ``after`` brings, changes and leaves out; each list in order of kind and key."""
    return Difference(
        new=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(sorted(place for place in after.keys() & before.keys() if after[place] != before[place])),
        gone=tuple(sorted(before.keys() - after.keys())),
    )


def changed_columns(before: Mapping[str, object] | None, after: Mapping[str, object] | None) -> list[str]:
    """The columns in which two states of an entry differ."""
    old, new = before or {}, after or {}
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def _state(kind: str, row: Mapping[str, object]) -> str:
    if kind == "person":
        return "left" if row.get("left_on") else "active"
    return str(row.get("state") or ("active" if "state" in TABLES[kind].names else ""))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
