"""How moments, days and stored values are written on a page."""

from datetime import date, datetime

from django.utils import timezone

from jianfu.base.i18n import Translator
from jianfu.tables.column import Column


def moment(say: Translator, value: datetime | None) -> str:
    """A moment in the office's zone, to the minute; a dash where there is none."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value else say("office-none")


def logged(say: Translator, text: str) -> str:
    """The moment of a log entry, which keeps it as text, in the office's zone."""
    return moment(say, datetime.fromisoformat(text))


def day(value: date | None) -> str:
    """A day in ISO form."""
    return value.isoformat() if value else "—"


def hours(value: float) -> str:
    """Hours, whole from ten on: an estimate is no more exact than that."""
    return f"{value:,.0f}" if value >= 9.95 else f"{value:.1f}"


def heading(language: str, column: Column) -> str:
    """A canonical column's heading."""
    return column.en if language == "en" else column.zh


def told(say: Translator, value: object) -> str:
    """A stored value: yes and no, our codes in words, everything else as it stands."""
    if value is None or value == "":
        return say("office-none")
    if isinstance(value, bool):
        return say("report-yes" if value else "report-no")
    name = f"value-{value}"
    return say(name) if isinstance(value, str) and say.knows(name) else str(value)
