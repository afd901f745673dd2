"""Tokens of programs that act as a user (接口令牌). The token itself is told once and kept nowhere."""

from django.conf import settings
from django.db import models


class ApiToken(models.Model):
    """What a program may do as its user: some of the user's rights, until a day or until it is revoked."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=80)
    """What it is for, in the words of its user."""
    key = models.CharField(max_length=16, unique=True)
    """The part of the token that may be seen: it tells tokens apart and opens nothing."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the whole token."""
    rights = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)
    """The last day somebody came with it."""
