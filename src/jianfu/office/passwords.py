"""The rules a password is held to (密码规则): those of the settings, in the language of the request."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from jianfu.base.errors import UserProblem
from jianfu.office.models import User


def give(user: User, password: str) -> None:
    """Gives a user a password, which is not saved yet; raises ``UserProblem`` ``user-password`` with the reasons."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise UserProblem("user-password", reasons=" ".join(error.messages)) from error
    user.set_password(password)
