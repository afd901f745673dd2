"""Audits and what they found (审查与发现)."""

from django.conf import settings
from django.db import models


class Audit(models.Model):
    """One audit of the dataset; its run folder holds the measures and the report."""

    STATES = ("waiting", "finished", "failed", "cancelled")

    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, default="waiting")
    as_of = models.DateField(null=True)
    packs = models.JSONField(default=list)
    folder = models.CharField(max_length=80, blank=True)
    """Name of the run folder under ``runs``."""
    snapshot_id = models.CharField(max_length=80, blank=True)
    counts = models.JSONField(default=dict)
    """Findings by state, and notices."""
    rules = models.JSONField(default=dict)
    """Rule -> what became of it: fired, silent, not applicable, input missing, error."""
    finished_at = models.DateTimeField(null=True)


class Finding(models.Model):
    """One row of an audit's findings; the same rule and subject have the same ``finding_id`` in every audit."""

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="findings")
    finding_id = models.CharField(max_length=40)
    rule_id = models.CharField(max_length=60)
    limit_kind = models.CharField(max_length=12)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=160)
    subject_name = models.CharField(max_length=255, blank=True)
    unit_id = models.CharField(max_length=120, blank=True)
    """The unit that causes it."""
    path = models.CharField(max_length=700, blank=True)
    value = models.FloatField(null=True)
    limit_value = models.FloatField(null=True)
    facts = models.JSONField(default=dict)
    cause_id = models.CharField(max_length=40)
    state = models.CharField(max_length=10)
    because = models.CharField(max_length=40, blank=True)

    class Meta:
        """Lists are filtered within one audit."""

        constraints = [models.UniqueConstraint(fields=["audit", "finding_id"], name="finding_once")]
        indexes = [
            models.Index(fields=["audit", "state", "path"], name="finding_by_place"),
            models.Index(fields=["audit", "rule_id"], name="finding_by_rule"),
            models.Index(fields=["finding_id"], name="finding_by_id"),
        ]
