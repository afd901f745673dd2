"""Plans and what they propose."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0003_one_worker"),
    ]

    operations = [
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("settings", models.JSONField(default=dict)),
                ("folder", models.CharField(blank=True, max_length=80)),
                ("snapshot_id", models.CharField(blank=True, max_length=80)),
                ("figures", models.JSONField(default=dict)),
                ("verdict", models.JSONField(default=dict)),
                ("replay", models.CharField(blank=True, max_length=16)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="office.audit"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=8)),
                ("thing_id", models.CharField(max_length=160)),
                ("name", models.CharField(blank=True, max_length=255)),
                ("unit_id", models.CharField(blank=True, max_length=120)),
                ("path", models.CharField(blank=True, max_length=700)),
                ("choice", models.CharField(max_length=10)),
                ("target_id", models.CharField(blank=True, max_length=160)),
                ("target_name", models.CharField(blank=True, max_length=255)),
                ("target_unit_id", models.CharField(blank=True, max_length=120)),
                ("reason", models.CharField(max_length=40)),
                ("confidence", models.FloatField()),
                ("people", models.IntegerField()),
                ("moved", models.IntegerField()),
                ("minutes_back", models.FloatField()),
                ("runner_up", models.CharField(blank=True, max_length=10)),
                ("runner_up_name", models.CharField(blank=True, max_length=255)),
                ("runner_up_cost", models.FloatField(null=True)),
                ("state", models.CharField(max_length=10)),
                ("decided_at", models.DateTimeField(null=True)),
                ("words", models.TextField(blank=True)),
                ("entry", models.BigIntegerField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="proposals", to="office.plan"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["plan", "state", "path"], name="proposal_by_place"),
                    models.Index(fields=["kind", "thing_id"], name="proposal_by_thing"),
                ],
                "constraints": [models.UniqueConstraint(fields=("plan", "kind", "thing_id"), name="proposal_once")],
            },
        ),
    ]
