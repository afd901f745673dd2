"""Opening the registry: of people only for those who may, and every look at them is logged (查看台账)."""

from django.http import Http404

from jianfu.office import log
from jianfu.office.models import User
from jianfu.office.selectors.registry import kinds_of


def look(by: User, kind: str, where: str) -> None:
    """Lets the user look at entries of a kind; raises ``Http404`` where there is no such kind for this user.

    ``where``: the address that was asked for.
    """
    if kind not in kinds_of(by):
        raise Http404
    if kind == "person":
        log.append("people-viewed", where[:200], actor=by.username)
