"""The registry as a user may see it (台账查询)."""

from collections.abc import Iterator, Sequence

from django.db.models import Count, Q, QuerySet

from jianfu.office.models import Change, Entry, User
from jianfu.office.models.registry import KINDS
from jianfu.office.registry import changed_columns
from jianfu.office.roles import Right
from jianfu.office.scope import in_units, seen_by
from jianfu.tables import TABLES


def kinds_of(user: User) -> list[str]:
    """The kinds of entries a user may read; people are for few."""
    return [kind for kind in KINDS if kind != "person" or user.may(Right.PEOPLE)]


def listed(
    user: User, kind: str, *, words: str = "", unit: str = "", facet: str = "", state: str = ""
) -> "QuerySet[Entry]":
    """Entries of a kind in scope, by name."""
    rows = seen_by(user, Entry.objects.filter(kind=kind))
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(key__icontains=words))
    if unit:
        rows = rows.filter(in_units(unit))
    if facet:
        rows = rows.filter(facet=facet)
    if state:
        rows = rows.filter(state=state)
    return rows.order_by("name", "key")


def facets(user: User, kind: str, column: str) -> list[tuple[str, int]]:
    """The values ``facet`` or ``state`` has in scope, with how many entries each."""
    rows = seen_by(user, Entry.objects.filter(kind=kind)).exclude(**{column: ""}).order_by().values(column)
    return [(row[column], row["count"]) for row in rows.annotate(count=Count("pk")).order_by("-count", column)]


def one(user: User, kind: str, key: str) -> Entry | None:
    """An entry in scope."""
    return seen_by(user, Entry.objects.filter(kind=kind, key=key)).first()


def duties_of(user: User, group: str) -> "QuerySet[Entry]":
    """The duties a group serves, in scope."""
    return listed(user, "duty").filter(values__group_id=group)


def history(entry: Entry) -> "QuerySet[Change]":
    """Every change of an entry, the latest first."""
    return Change.objects.filter(kind=entry.kind, key=entry.key).select_related("of__made_by").order_by("-at", "-pk")


def changed(change: Change) -> list[tuple[str, object, object]]:
    """The columns a change changed, what they said and say; those that hold a person are left out."""
    before, after = ((state or {}).get("values", {}) for state in (change.before, change.after))
    table = TABLES[change.kind]
    return [
        (name, before.get(name), after.get(name))
        for name in changed_columns(before, after)
        if not table.column(name).person
    ]


def unit_names(ids: Sequence[str]) -> dict[str, str]:
    """Unit id -> name, for the units of a page."""
    rows = Entry.objects.filter(kind="unit", key__in=set(ids))
    return {key: name or key for key, name in rows.values_list("key", "name")}


def rows_of(entries: "QuerySet[Entry]", kind: str) -> Iterator[list[object]]:
    """Entries as rows of their canonical columns, for an export; of people only what says nothing about who."""
    names = columns_of(kind)
    for entry in entries.iterator():
        yield [entry.values.get(name) for name in names]


def columns_of(kind: str) -> list[str]:
    """The columns an export holds: no pseudonyms."""
    return [column.name for column in TABLES[kind].columns if not column.person]
