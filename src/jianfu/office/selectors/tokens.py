"""Tokens of the API as a user may see them: the own ones, or everybody's for who keeps the users (接口令牌查询)."""

from django.db.models import QuerySet

from jianfu.office.models import ApiToken, User
from jianfu.office.roles import Right


def listed(user: User) -> "QuerySet[ApiToken]":
    """The latest first."""
    rows = ApiToken.objects.select_related("user").order_by("-pk")
    return rows if user.may(Right.USERS) else rows.filter(user=user)
