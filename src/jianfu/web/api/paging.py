"""Lists in pieces: ordered by a key that never changes, from after the last one seen, so that none comes twice."""

from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

from django.db.models import Model, QuerySet
from ninja import Field, Query, Schema

MOST = 200
Item = TypeVar("Item")
Row = TypeVar("Row", bound=Model)
Word = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
"""Text a list is narrowed by or begins after; a database takes no NUL."""


class Piece(Schema):
    """Which piece of a list: what comes after ``after`` (``next`` of the piece before), at most ``limit`` items."""

    after: Word = ""
    limit: Annotated[int, Field(ge=1, le=MOST)] = 50


class NumberedPiece(Schema):
    """The same for lists in order of their numbers, the latest first."""

    after: Annotated[int, Field(ge=1, le=2**62)] | None = None
    limit: Annotated[int, Field(ge=1, le=MOST)] = 50


Asked = Annotated[Piece, Query(...)]
AskedNumbered = Annotated[NumberedPiece, Query(...)]


class Listed(Schema, Generic[Item]):
    """One piece of a list; ``next`` is null where it is the last."""

    items: list[Item]
    next: str | None = None


class Numbered(Schema, Generic[Item]):
    """One piece of a list in order of numbers; ``next`` is null where it is the last."""

    items: list[Item]
    next: int | None = None


def piece(rows: "QuerySet[Row]", key: str, asked: Piece) -> tuple[list[Row], str | None]:
    """The rows of a piece, in order of a unique text column, and what the next piece begins after."""
    if asked.after:
        rows = rows.filter(**{f"{key}__gt": asked.after})
    found = list(rows.order_by(key)[: asked.limit + 1])
    return found[: asked.limit], getattr(found[asked.limit - 1], key) if len(found) > asked.limit else None


def numbered(rows: "QuerySet[Row]", asked: NumberedPiece) -> tuple[list[Row], int | None]:
    """The rows of a piece, the highest number first, and what the next piece begins after."""
    if asked.after is not None:
        rows = rows.filter(pk__lt=asked.after)
    found = list(rows.order_by("-pk")[: asked.limit + 1])
    return found[: asked.limit], found[asked.limit - 1].pk if len(found) > asked.limit else None


def cut(rows: Sequence[Item], key: Callable[[Item], str], asked: Piece) -> tuple[list[Item], str | None]:
    """The same for rows that stand in memory."""
    found = sorted((row for row in rows if key(row) > asked.after), key=key)
    more = len(found) > asked.limit
    return found[: asked.limit], key(found[asked.limit - 1]) if more else None
