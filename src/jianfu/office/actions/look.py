"""Opening what names people: only for those who may, and every look at them is logged (查看人员信息)."""

from django.http import Http404

from jianfu.office import log
from jianfu.office.models import Import, User
from jianfu.office.roles import Right
from jianfu.office.selectors.registry import kinds_of
from jianfu.report.quarantine import shown_value

LINES = ("new", "changed", "gone")
"""The parts of a preview that name things."""
WRONG = ("file", "sheet", "row", "column", "code")
"""What is told of a cell that could not be read, beside what stood there where that names nobody."""


def look(by: User, kind: str, where: str) -> None:
    """Lets the user look at entries of a kind; raises ``Http404`` where there is no such kind for this user.

    ``where``: the address that was asked for.
    """
    if kind not in kinds_of(by):
        raise Http404
    if kind == "person":
        _note(by, where)


def preview_seen(by: User, of: Import, where: str) -> dict[str, object]:
    """The preview of an import; without the lines of people for who has no right to them.

    ``where``: the address that was asked for.
    """
    if not of.preview:
        return {}
    wrong = [{**{name: row[name] for name in WRONG}, "value": shown_value(row)} for row in of.preview["wrong"]]
    parts = {word: list(of.preview[word]) for word in LINES}
    if any(line["kind"] == "person" for part in parts.values() for line in part):
        if by.may(Right.PEOPLE):
            _note(by, where)
        else:
            parts = {word: [line for line in part if line["kind"] != "person"] for word, part in parts.items()}
    return {**of.preview, **parts, "wrong": wrong}


def _note(by: User, where: str) -> None:
    log.append("people-viewed", where[:200], actor=by.username)
