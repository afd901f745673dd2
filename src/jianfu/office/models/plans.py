"""Plans and what they propose (减负方案与处置建议)."""

from django.conf import settings
from django.db import models


class Plan(models.Model):
    """One plan made from an audit; its folder holds proposals, certificate and pictures."""

    STATES = ("waiting", "finished", "failed", "cancelled")

    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    audit = models.ForeignKey("office.Audit", on_delete=models.PROTECT, related_name="plans")
    state = models.CharField(max_length=10, default="waiting")
    settings = models.JSONField(default=dict)
    """Weights, costs and limits that differ from those that come with the plan."""
    folder = models.CharField(max_length=80, blank=True)
    """Name of the plan folder under ``plans``."""
    snapshot_id = models.CharField(max_length=80, blank=True)
    figures = models.JSONField(default=dict)
    """The figures of ``plan.json`` that are told in lists."""
    verdict = models.JSONField(default=dict)
    """Of the independent check: ``accepted``, else ``code`` and ``facts`` of the first fact that does not hold."""
    replay = models.CharField(max_length=16, blank=True)
    """Status of the replay of last period's messages; empty where there was none."""
    finished_at = models.DateTimeField(null=True)


class Proposal(models.Model):
    """What a plan proposes for one thing, and what people decided."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=8)
    thing_id = models.CharField(max_length=160)
    name = models.CharField(max_length=255, blank=True)
    unit_id = models.CharField(max_length=120, blank=True)
    path = models.CharField(max_length=700, blank=True)
    choice = models.CharField(max_length=10)
    target_id = models.CharField(max_length=160, blank=True)
    target_name = models.CharField(max_length=255, blank=True)
    target_unit_id = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=40)
    confidence = models.FloatField()
    people = models.IntegerField()
    moved = models.IntegerField()
    minutes_back = models.FloatField()
    """Per working day, everybody together."""
    runner_up = models.CharField(max_length=10, blank=True)
    runner_up_name = models.CharField(max_length=255, blank=True)
    """Name of the runner-up's target."""
    runner_up_cost = models.FloatField(null=True)
    state = models.CharField(max_length=10)
    """One of ``office.plans.STATES``."""
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    decided_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)
    entry = models.BigIntegerField(null=True)
    """Number of the log entry of the last decision."""

    class Meta:
        """Lists are filtered within one plan; a finding asks for what is planned for its thing."""

        constraints = [models.UniqueConstraint(fields=["plan", "kind", "thing_id"], name="proposal_once")]
        indexes = [
            models.Index(fields=["plan", "state", "path"], name="proposal_by_place"),
            models.Index(fields=["kind", "thing_id"], name="proposal_by_thing"),
        ]
