"""Days, numbers and words as programs write them."""

from datetime import date
from typing import Annotated

from ninja import Field
from pydantic import BeforeValidator

from jianfu.base.errors import UserProblem

Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", json_schema_extra={"format": "date"})]
Number = Annotated[int, Field(ge=1, le=2**62)]
"""Of an import, an audit, a case: what the database counts."""


def _no_text(value: object) -> object:
    if isinstance(value, str | bool):
        raise ValueError("a number, not a text")
    return value


Version = Annotated[int, BeforeValidator(_no_text), Field(ge=0, le=2**62)]
"""How often something moved, in a body: ``3`` or ``3.0``, as JSON has it, and no text that looks like it."""

Amount = Annotated[float, BeforeValidator(_no_text), Field(ge=0, le=1e9)]
"""A weight, a cost or a limit, in a body."""
Words = Annotated[str, Field(max_length=5000, pattern=r"^[^\x00]*$")]
"""What somebody says about a step or a decision, in a body."""


def day_of(text: str | None) -> date | None:
    """A day; raises ``UserProblem`` ``day-unreadable`` for one no calendar has."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UserProblem("day-unreadable") from error
