"""The registry (台账): units, people, groups, apps, accounts, forms and duties, and every change of them."""

from django.conf import settings
from django.db import models

KINDS = ("unit", "person", "work_group", "app", "account", "form", "duty")
"""The canonical tables the registry keeps."""


class Import(models.Model):
    """Files handed in together, from preview to applied or undone (导入)."""

    STATES = ("waiting", "preview", "applied", "undone", "failed", "dropped")

    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, default="waiting")
    mapping = models.JSONField(default=dict)
    """Headings corrected by hand, as a mapping file holds them."""
    preview = models.JSONField(default=dict)
    """What the trial import found: rows, headings, cells it could not read, entries new, changed and gone."""
    before = models.CharField(max_length=120, blank=True)
    """Name of the snapshot that stood before; empty where there was none."""
    after = models.CharField(max_length=120, blank=True)
    """Name of the snapshot it made."""
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)


class Upload(models.Model):
    """One file of an import; the bytes stand in the office's folder under ``stored``."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    """As the sender called it; shown, never used as a path."""
    stored = models.CharField(max_length=80)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)


class Entry(models.Model):
    """One thing of the registry as the ledgers now state it; its columns are those of ``jianfu.tables``."""

    kind = models.CharField(max_length=16)
    key = models.CharField(max_length=160)
    name = models.CharField(max_length=255, blank=True)
    unit_id = models.CharField(max_length=120, blank=True)
    path = models.CharField(max_length=700, blank=True)
    """Path of the unit it belongs to, ids from the top joined by ``/``, one at the end too."""
    state = models.CharField(max_length=16, blank=True)
    facet = models.CharField(max_length=40, blank=True)
    """Platform, audience, level or frequency: what this kind is filtered by."""
    values = models.JSONField(default=dict)
    """Column -> value; days and moments in ISO form."""

    class Meta:
        """Indices of the lists people look at."""

        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="entry_once")]
        indexes = [
            models.Index(fields=["kind", "path", "name"], name="entry_by_place"),
            models.Index(fields=["kind", "name"], name="entry_by_name"),
        ]


class Change(models.Model):
    """One change of one entry by one import: what it was, what it is (变更记录). Never altered."""

    of = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=16)
    key = models.CharField(max_length=160)
    at = models.DateTimeField()
    before = models.JSONField(null=True)
    """Null: the entry was not there."""
    after = models.JSONField(null=True)
    """Null: the entry is gone."""
    undo = models.BooleanField(default=False)
    """Taken back, rather than done, by the import."""

    class Meta:
        """The history of one entry is asked for most."""

        indexes = [models.Index(fields=["kind", "key", "at"], name="change_by_entry")]
