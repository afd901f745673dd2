"""The second factor of a user: a secret shared with an authenticator app (第二重验证)."""

from django.conf import settings
from django.db import models


class SecondFactor(models.Model):
    """One a user at most; it is asked for once it has been confirmed by a code."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="second_factor")
    sealed = models.CharField(max_length=255)
    """The secret, encrypted under the office's own."""
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)
    """The step of time of the last code that was taken; no code of it or before opens again."""
    misses = models.IntegerField(default=0)
    """Wrong codes since the last right one, from wherever."""
    recovery = models.JSONField(default=list)
    """SHA-256 of the recovery codes that are left."""
