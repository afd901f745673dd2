"""What a reader is told of a column beside its heading, in the reader's language."""

from jianfu.base.i18n import Translator
from jianfu.tables.column import Column


def note_of(column: Column, say: Translator) -> str:
    """The column's note; empty where its heading says all."""
    chinese, english = column.note
    return say.pick({"zh": chinese, "en": english})


def unit_of(column: Column, say: Translator) -> str:
    """The unit of the column's numbers in words; empty where it has none."""
    return say(f"column-unit-{_id(column.unit)}") if column.unit else ""


def _id(unit: str) -> str:
    return unit.replace("/", "-per-").replace(" ", "-").lower()
