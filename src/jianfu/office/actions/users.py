"""Making and changing users (用户管理)."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.db.models import Q

from jianfu.base.errors import UserProblem
from jianfu.base.i18n import LANGUAGES
from jianfu.office import log
from jianfu.office.models import Entry, User
from jianfu.office.passwords import give
from jianfu.office.roles import WHOLE_COUNTY, Right, Role


def save(by: User, stated: Mapping[str, str]) -> User:
    """Makes the user named, or changes role, unit, person, state and (where one is given) password.

    Unit and person are stated by name or by id; the person is one of that unit, whose minutes the user then sees.

    Raises ``UserProblem``: ``not-allowed``, ``user-name``, ``user-role``, ``user-unit`` and ``user-person`` where the
    registry has none such or several, ``user-password`` with Django's reasons, ``user-last-administrator``.
    """
    if not by.may(Right.USERS):
        raise UserProblem("not-allowed")
    name, role, unit = (stated.get(key, "").strip() for key in ("username", "role", "unit_id"))
    if not name or len(name) > 150 or any(sign.isspace() for sign in name):
        raise UserProblem("user-name")
    if role not in set(Role):
        raise UserProblem("user-role")
    unit = _known("unit", unit, "user-unit") if unit else ""
    person = stated.get("person", "").strip()
    person = _known("person", person, "user-person", unit_id=unit) if person else ""
    if not unit and role not in WHOLE_COUNTY and role != Role.WORKER:
        raise UserProblem("user-unit", unit="")
    try:
        with transaction.atomic():
            user = User.objects.select_for_update().filter(username=name).first() or User(username=name)
            was = user.role if user.pk else ""
            user.role, user.unit_id, user.is_active = role, unit, stated.get("active", "on") == "on"
            user.person_id = person if "person" in stated else user.person_id
            if stated.get("language") in LANGUAGES:
                user.language = stated["language"]
            if stated.get("password") or not user.pk:
                give(user, stated.get("password", ""))
            user.save()
            if not User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exists():
                raise UserProblem("user-last-administrator")
            log.append("user-saved", f"user/{user.pk}", actor=by.username, role=role, was=was, unit=unit,
                       active=user.is_active, person=bool(user.person_id))  # fmt: skip
    except IntegrityError as error:  # the same name at the same moment
        raise UserProblem("user-name") from error
    return user


def _known(kind: str, words: str, problem: str, **within: str) -> str:
    """The id of the one entry of a kind that has these words as its id or its name."""
    rows = Entry.objects.filter(Q(key=words) | Q(name=words), kind=kind, **within).values_list("key", flat=True)[:2]
    if len(rows) != 1:
        raise UserProblem(problem, unit=words)
    return str(rows[0])
