"""Statements about groups from ledgers and exports -> group rows with ids, each group once."""

from collections.abc import Sequence

import pyarrow as pa

from jianfu.dataset.groups import KnownGroup, LedgerGroup, link_groups
from jianfu.dataset.notes import Notes
from jianfu.dataset.pseudonym import mapped
from jianfu.tables.identity import clean_name, given_id

_ASKED = ("unit_id", "name", "platform", "owner_id")


def settle_groups(rows: dict[str, pa.Table], notes: Notes) -> None:
    """Gives every group row its id; ledger rows without one join the exported group they mean."""
    groups = rows["work_group"]
    given = mapped(groups["group_id"], given_id).to_pylist()
    said = list(zip(*(groups[name].to_pylist() for name in _ASKED), strict=True))
    described = [
        None if one or not clean_name(name) else LedgerGroup(unit or "", name, platform or "", owner or "")
        for one, (unit, name, platform, owner) in zip(given, said, strict=True)
    ]
    known = _known(given, said, _units_of_persons(rows["person"]))
    linked = link_groups((one for one in described if one), known)
    notes.count("groups-linked", linked.linked)
    notes.about_names("groups-ambiguous", [one.name for one in linked.ambiguous])
    ids = [one or (linked.ids[group] if group else None) for one, group in zip(given, described, strict=True)]
    rows["work_group"] = groups.set_column(
        groups.column_names.index("group_id"), "group_id", pa.array(ids, pa.string())
    )


def _known(
    given: Sequence[str | None], said: Sequence[tuple[str | None, ...]], unit_of: dict[str, str]
) -> list[KnownGroup]:
    known: dict[str, KnownGroup] = {}
    for one, (unit, name, platform, owner) in zip(given, said, strict=True):
        if one is None:
            continue
        group = known.setdefault(one, KnownGroup(one))
        for value, where in ((name, group.names), (unit, group.units), (platform, group.platforms)):
            if value:
                where.add(value)
        if owner:
            group.owners.add(owner)
            if owner in unit_of:
                group.owner_units.add(unit_of[owner])
    return [known[one] for one in sorted(known)]


def _units_of_persons(persons: pa.Table) -> dict[str, str]:
    pairs = zip(persons["person_id"].to_pylist(), persons["unit_id"].to_pylist(), strict=True)
    return dict(sorted({(person, unit) for person, unit in pairs if person and unit}, reverse=True))
