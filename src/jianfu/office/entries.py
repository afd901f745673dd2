"""Entries in the database: reading them as stated, writing a difference, taking it back (台账写入与撤销)."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from django.db import transaction

from jianfu.base import clock
from jianfu.office.models import Change, Entry, Import
from jianfu.office.registry import Difference, Place, Stated, differences

BATCH = 500


def held() -> dict[Place, Stated]:
    """Every entry the registry holds."""
    return {(one.kind, one.key): _stated(one) for one in Entry.objects.iterator()}


def names_held() -> dict[str, str]:
    """Pseudonym -> name of the people the registry knows."""
    return dict(Entry.objects.filter(kind="person").exclude(name="").values_list("key", "name"))


def write(of: Import, after: Mapping[Place, Stated], *, undo: bool = False) -> Difference:
    """Makes the registry say ``after`` and keeps each change as one of the import; whole or not at all."""
    with transaction.atomic():
        before = held()
        found = differences(before, after)
        now = clock.now()
        rows = {place: after[place] for place in (*found.new, *found.changed)}
        _remove((*found.changed, *found.gone))
        Entry.objects.bulk_create((_entry(place, one) for place, one in rows.items()), batch_size=BATCH)
        Change.objects.bulk_create(
            (
                Change(of=of, kind=place[0], key=place[1], at=now, undo=undo,
                       before=_told(before.get(place)), after=_told(after.get(place)))
                for place in (*found.new, *found.changed, *found.gone)
            ),
            batch_size=BATCH,
        )  # fmt: skip
    return found


def before_import(of: Import) -> dict[Place, Stated]:
    """What the registry said before an import that is the last one applied."""
    state = held()
    for change in of.changes.filter(undo=False).iterator():
        place = (change.kind, change.key)
        if change.before is None:
            state.pop(place, None)
        else:
            state[place] = Stated(**change.before)
    return state


def _remove(places: Iterable[Place]) -> None:
    kinds: dict[str, list[str]] = {}
    for kind, key in places:
        kinds.setdefault(kind, []).append(key)
    for kind, keys in kinds.items():
        for start in range(0, len(keys), BATCH):
            Entry.objects.filter(kind=kind, key__in=keys[start : start + BATCH]).delete()


def _entry(place: Place, one: Stated) -> Entry:
    return Entry(kind=place[0], key=place[1], **asdict(one))


def _stated(one: Entry) -> Stated:
    return Stated(one.name, one.unit_id, one.path, one.state, one.facet, one.values)


def _told(one: Stated | None) -> dict[str, object] | None:
    return asdict(one) if one else None
