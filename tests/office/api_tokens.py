"""Programs of the demo's accounts: a client whose every request carries a token."""

from demo_users import user
from django.test import Client

from jianfu.office.actions.tokens import delegable, make
from jianfu.office.models import ApiToken
from jianfu.office.roles import RIGHTS, Right, Role


def token_of(role: str, *rights: Right) -> str:
    """A token of the demo's account of a role, with all it may give or some of that."""
    who = user(role)
    name = f"token {ApiToken.objects.count()}"
    return make(who, name, [right.value for right in rights or delegable(who)], 1)[1]


def program(role: str, *rights: Right) -> Client:
    """A client of such a token, answered in English."""
    return Client(headers={"host": "127.0.0.1", "authorization": f"Bearer {token_of(role, *rights)}",
                           "accept-language": "en"})  # fmt: skip


def role_with(right: Right) -> str:
    """A role that has a right."""
    return next(role.value for role in Role if role in RIGHTS[right])
