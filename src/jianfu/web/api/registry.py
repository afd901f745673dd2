"""The registry: entries of every kind, and one with its history."""

from datetime import datetime
from typing import Annotated, Literal

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema

from jianfu.office.actions.look import look
from jianfu.office.models import Change, Entry
from jianfu.office.roles import Right
from jianfu.office.selectors import registry
from jianfu.web.api.asking import asker, asks
from jianfu.web.api.paging import Listed, Piece, Word, piece

router = Router(tags=["registry"])
SHOWN_CHANGES = 50
Kind = Literal["unit", "person", "work_group", "app", "account", "form", "duty"]


class EntryLine(Schema):
    """One thing the registry holds; ``unit`` is the name of the unit it belongs to."""

    kind: Kind
    key: str
    name: str
    unit_id: str
    unit: str
    state: str
    facet: str


class ColumnChanged(Schema):
    """What a column said before a change, and after it."""

    column: str
    before: object = None
    after: object = None


class ChangeTold(Schema):
    """One change of an entry by an import; ``undo``: the import was taken back."""

    at: datetime
    import_number: int
    undo: bool
    columns: list[ColumnChanged]


class EntryTold(EntryLine):
    """Everything the ledgers state of one thing, without persons, and its latest changes."""

    values: dict[str, object]
    changes: list[ChangeTold]


class EntryWishes(Piece):
    """What the list is narrowed to; empty: not at all."""

    words: Word = ""
    unit: Word = ""
    facet: Word = ""
    state: Word = ""


@router.get("/registry/{kind}", **asks(Right.REGISTRY, Listed[EntryLine], also=(404,)))
def entries(request: HttpRequest, kind: Kind, wishes: Annotated[EntryWishes, Query(...)]) -> dict[str, object]:
    """Entries of a kind in scope. People take the right ``people`` as well, and each look at them is logged."""
    user = asker(request)
    look(user, kind, request.path)
    narrowed = {name: getattr(wishes, name) for name in ("words", "unit", "facet", "state")}
    rows, following = piece(registry.listed(user, kind, **narrowed), "key", wishes)
    names = registry.unit_names([row.unit_id for row in rows])
    return {"items": [_line(row, names) for row in rows], "next": following}


@router.get("/registry/{kind}/{path:key}", **asks(Right.REGISTRY, EntryTold, also=(404,)))
def entry(request: HttpRequest, kind: Kind, key: str) -> dict[str, object]:
    """One entry, with its latest fifty changes."""
    user = asker(request)
    look(user, kind, request.path)
    found = registry.one(user, kind, key)
    if found is None:
        raise Http404
    columns = registry.columns_of(kind)
    return {
        **_line(found, registry.unit_names([found.unit_id])),
        "values": {name: found.values.get(name) for name in columns},
        "changes": [_change(change) for change in registry.history(found)[:SHOWN_CHANGES]],
    }


def _line(row: Entry, names: dict[str, str]) -> dict[str, object]:
    own = {name: getattr(row, name) for name in ("kind", "key", "name", "unit_id", "state", "facet")}
    return {**own, "unit": names.get(row.unit_id, "")}


def _change(change: Change) -> dict[str, object]:
    columns = [{"column": name, "before": before, "after": after} for name, before, after in registry.changed(change)]
    return {"at": change.at, "import_number": change.of_id, "undo": change.undo, "columns": columns}
