"""Users of the office (用户)."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from jianfu.office.roles import WHOLE_COUNTY, Right, Role, may

SETUP = "setup"
"""Whom the log names for what was done before anybody signed in; nobody can sign in as it."""


class User(AbstractUser):
    """A person who signs in: one role, one unit whose subtree is the scope, and perhaps the own pseudonym."""

    role = models.CharField(max_length=16, choices=[(role.value, role.value) for role in Role], default=Role.WORKER)
    unit_id = models.CharField(max_length=120, blank=True)
    person_id = models.CharField(max_length=64, blank=True)
    """The pseudonym the own minutes stand under; empty where nobody linked it."""
    language = models.CharField(max_length=8, blank=True)
    """Empty: the browser's."""
    large_type = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    """Offered on the login page of the demo, with its password; never in an office that is none."""

    held_to: frozenset[Right] | None = None
    """The rights of the token a program came with, of those the role has; None for the person."""

    def may(self, right: Right) -> bool:
        """Whether the role has a right, and so has the token where a program acts as the user."""
        return bool(self.is_active) and may(self.role, right) and (self.held_to is None or right in self.held_to)

    @property
    def sees_everything(self) -> bool:
        """Whether the scope is the whole county."""
        return self.role in WHOLE_COUNTY
