"""Which group of a ledger is which exported group: by room id, else by cleaned name and unit where only one fits."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jianfu.tables.identity import clean_name, group_id


@dataclass(frozen=True, order=True)
class LedgerGroup:
    """A group some file describes without an id; ``owner`` is a pseudonym."""

    unit: str
    name: str
    platform: str
    owner: str = ""


@dataclass
class KnownGroup:
    """A group with an id, and everything any file says of it that helps to recognise it."""

    group_id: str
    names: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    platforms: set[str] = field(default_factory=set)
    owners: set[str] = field(default_factory=set)
    owner_units: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Linked:
    """The id of every ledger group; those that fit several exported groups and got an id of their own."""

    ids: Mapping[LedgerGroup, str]
    linked: int
    ambiguous: tuple[LedgerGroup, ...]


def link_groups(described: Iterable[LedgerGroup], known: Iterable[KnownGroup]) -> Linked:
    """Links groups described without an id to known ones of the same name."""
    by_name: dict[str, list[KnownGroup]] = defaultdict(list)
    for group in known:
        for name in sorted({clean_name(name) for name in group.names}):
            by_name[name].append(group)
    every = sorted(set(described))
    units_of_name: dict[str, set[str]] = defaultdict(set)
    for one in every:
        units_of_name[clean_name(one.name)].add(one.unit)
    ids: dict[LedgerGroup, str] = {}
    ambiguous: list[LedgerGroup] = []
    linked = 0
    for one in every:
        name = clean_name(one.name)
        candidates = [group for group in by_name.get(name, []) if _same_platform(one, group)]
        found = _choose(one, candidates, alone=len(units_of_name[name]) == 1)
        linked += found is not None
        if found is None and candidates:
            ambiguous.append(one)
        ids[one] = found or group_id(None, one.unit, one.name, one.platform)
    return Linked(ids, linked, tuple(ambiguous))


def _same_platform(one: LedgerGroup, group: KnownGroup) -> bool:
    return not one.platform or not group.platforms or one.platform in group.platforms


def _choose(one: LedgerGroup, candidates: list[KnownGroup], *, alone: bool) -> str | None:
    """The one candidate that fits best: same unit; same owner; owner of the same unit; the only one of that name."""
    of_unit = [group for group in candidates if one.unit and one.unit in group.units]
    if of_unit:
        return _single(of_unit)
    open_to_all = [group for group in candidates if not group.units]
    of_owner = [group for group in open_to_all if one.owner and one.owner in group.owners]
    if of_owner:
        return _single(of_owner)
    of_owner_unit = [group for group in open_to_all if one.unit and one.unit in group.owner_units]
    if of_owner_unit:
        return _single(of_owner_unit)
    return _single(open_to_all) if alone else None


def _single(groups: list[KnownGroup]) -> str | None:
    return groups[0].group_id if len(groups) == 1 else None
