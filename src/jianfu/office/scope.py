"""Whose rows a user sees: the one place that turns role and unit into a filter (数据范围)."""

from functools import reduce
from operator import or_
from typing import TypeVar

from django.db import connection
from django.db.models import Model, Q, QuerySet

from jianfu.office.models import Entry, User

Row = TypeVar("Row", bound=Model)
MOST_UNITS = 100
"""Units one word of a filter may stand for; words that more of them hold narrow nothing."""


def path_of(unit_id: str) -> str:
    """The path of a unit of the registry, empty where it is not there."""
    found = Entry.objects.filter(kind="unit", key=unit_id).values_list("path", flat=True).first()
    return found or ""


def scope_of(user: User) -> str | None:
    """The path whose subtree the user sees: ``""`` for everything, ``None`` for nothing."""
    if not user.is_active:
        return None
    if user.sees_everything:
        return ""
    return (user.unit_id and path_of(user.unit_id)) or None


def under(path: str, field: str = "path") -> Q:
    """Rows of a unit and of those below it.

    ``path`` ends in ``/``; the character after ``/`` is ``0``, so the subtree is one range of the index. PostgreSQL
    orders text by the database's language, where that does not hold; there a prefix is asked for.
    """
    if not path:
        return Q()
    if connection.vendor == "postgresql":
        return Q(**{f"{field}__startswith": path})
    return Q(**{f"{field}__gte": path, f"{field}__lt": f"{path[:-1]}0"})


def in_units(words: str) -> Q:
    """Rows of the unit with this id, or of all whose name holds these words, and of those below.

    People know units by name; the id is what links carry.
    """
    path = path_of(words)
    if path:
        return under(path)
    named = Entry.objects.filter(kind="unit", name__icontains=words).exclude(path="")
    tops: list[str] = []
    for path in sorted(named.values_list("path", flat=True)):
        if not (tops and path.startswith(tops[-1])):
            tops.append(path)
    return reduce(or_, (under(path) for path in tops[:MOST_UNITS]), Q(pk__in=()))


def seen_by(user: User, rows: "QuerySet[Row]", field: str = "path") -> "QuerySet[Row]":
    """The rows a user may see. A user without a unit, or whose unit is gone, sees none."""
    path = scope_of(user)
    return rows.none() if path is None else rows.filter(under(path, field))
