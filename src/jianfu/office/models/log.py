"""The append-only log: every entry carries the hash of the one before it (防篡改日志)."""

from django.db import models


class LogEntry(models.Model):
    """One thing somebody did. ``hash`` covers all the rest and ``previous``; see ``office.log``."""

    number = models.BigIntegerField(primary_key=True)
    """1, 2, 3 ... without a gap."""
    at = models.CharField(max_length=32)
    """UTC, ISO form: text, so that the bytes hashed are the bytes stored."""
    actor = models.CharField(max_length=150)
    """User name; ``system`` for the audit itself."""
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    facts = models.TextField()
    """JSON object with sorted keys. No personal data."""
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
