"""Cases (整改): what became of a finding, step by step."""

from django.conf import settings
from django.db import models


class Case(models.Model):
    """A finding somebody has to answer; one for a rule and subject, through all audits."""

    finding_id = models.CharField(max_length=40, unique=True)
    rule_id = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=160)
    unit_id = models.CharField(max_length=120, blank=True)
    path = models.CharField(max_length=700, blank=True)
    state = models.CharField(max_length=12, default="open")
    """One of ``office.case_steps.STATES``."""
    due_on = models.DateField(null=True)
    """The working day the next step is due on."""
    exempt_until = models.DateField(null=True)
    returned = models.IntegerField(default=0)
    """How often it came back after it had been verified."""
    version = models.IntegerField(default=0)
    """Steps since the case was opened: who answers what somebody else has moved meanwhile is told so."""
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        """Open cases of a unit are asked for most."""

        indexes = [models.Index(fields=["state", "path"], name="case_by_place")]


class CaseStep(models.Model):
    """One step of a case; the same step stands in the log under ``entry``. Never altered."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    """Null: the audit itself."""
    action = models.CharField(max_length=12)
    before = models.CharField(max_length=12)
    after = models.CharField(max_length=12)
    words = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    entry = models.BigIntegerField()
    """Number of the log entry."""
