"""Background jobs (后台任务): imports and audits, run one at a time in a process of their own."""

import uuid

from django.conf import settings
from django.db import models


class Job(models.Model):
    """One piece of long work; a worker that starts and finds one running runs it again."""

    WAITING, RUNNING, DONE, FAILED, CANCELLED = "waiting", "running", "done", "failed", "cancelled"
    OPEN = (WAITING, RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=24)
    subject = models.BigIntegerField()
    """Primary key of the import, audit or plan it works on."""
    state = models.CharField(max_length=10, default=WAITING)
    step = models.CharField(max_length=40, blank=True)
    """Message id ``step-<step>``."""
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True)
    problem = models.CharField(max_length=60, blank=True)
    """Message id ``problem-<problem>``, with ``facts``."""
    facts = models.JSONField(default=dict)
    wish = models.CharField(max_length=10, blank=True)
    """``cancel`` once somebody asked for it."""
    attempts = models.IntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    made_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        """The queue is asked for by state."""

        indexes = [models.Index(fields=["state", "made_at"], name="job_queue")]
