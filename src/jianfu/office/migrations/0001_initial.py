"""The tables of the office as they were first laid out; written by Django."""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
import jianfu.office.roles
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="LogEntry",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.CharField(max_length=32)),
                ("actor", models.CharField(max_length=150)),
                ("action", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=200)),
                ("facts", models.TextField()),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("analyst", "analyst"),
                            ("clerk", "clerk"),
                            ("department", "department"),
                            ("worker", "worker"),
                            ("auditor", "auditor"),
                            ("administrator", "administrator"),
                        ],
                        default=jianfu.office.roles.Role["WORKER"],
                        max_length=16,
                    ),
                ),
                ("unit_id", models.CharField(blank=True, max_length=120)),
                ("person_id", models.CharField(blank=True, max_length=64)),
                ("language", models.CharField(blank=True, max_length=8)),
                ("large_type", models.BooleanField(default=False)),
                ("is_demo", models.BooleanField(default=False)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "abstract": False,
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Audit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("as_of", models.DateField(null=True)),
                ("packs", models.JSONField(default=list)),
                ("folder", models.CharField(blank=True, max_length=80)),
                ("snapshot_id", models.CharField(blank=True, max_length=80)),
                ("counts", models.JSONField(default=dict)),
                ("rules", models.JSONField(default=dict)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("finding_id", models.CharField(max_length=40, unique=True)),
                ("rule_id", models.CharField(max_length=60)),
                ("subject_kind", models.CharField(max_length=20)),
                ("subject_id", models.CharField(max_length=160)),
                ("unit_id", models.CharField(blank=True, max_length=120)),
                ("path", models.CharField(blank=True, max_length=700)),
                ("state", models.CharField(default="open", max_length=12)),
                ("due_on", models.DateField(null=True)),
                ("exempt_until", models.DateField(null=True)),
                ("returned", models.IntegerField(default=0)),
                ("opened_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["state", "path"], name="case_by_place")],
            },
        ),
        migrations.CreateModel(
            name="CaseStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("action", models.CharField(max_length=12)),
                ("before", models.CharField(max_length=12)),
                ("after", models.CharField(max_length=12)),
                ("words", models.TextField(blank=True)),
                ("facts", models.JSONField(default=dict)),
                ("entry", models.BigIntegerField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="office.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=16)),
                ("key", models.CharField(max_length=160)),
                ("name", models.CharField(blank=True, max_length=255)),
                ("unit_id", models.CharField(blank=True, max_length=120)),
                ("path", models.CharField(blank=True, max_length=700)),
                ("state", models.CharField(blank=True, max_length=16)),
                ("facet", models.CharField(blank=True, max_length=40)),
                ("values", models.JSONField(default=dict)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "path", "name"], name="entry_by_place"),
                    models.Index(fields=["kind", "name"], name="entry_by_name"),
                ],
                "constraints": [models.UniqueConstraint(fields=("kind", "key"), name="entry_once")],
            },
        ),
        migrations.CreateModel(
            name="Import",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("mapping", models.JSONField(default=dict)),
                ("preview", models.JSONField(default=dict)),
                ("before", models.CharField(blank=True, max_length=120)),
                ("after", models.CharField(blank=True, max_length=120)),
                ("applied_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=255)),
                ("stored", models.CharField(max_length=80)),
                ("size", models.BigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="office.import"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("finding_id", models.CharField(max_length=40)),
                ("rule_id", models.CharField(max_length=60)),
                ("limit_kind", models.CharField(max_length=12)),
                ("subject_kind", models.CharField(max_length=20)),
                ("subject_id", models.CharField(max_length=160)),
                ("subject_name", models.CharField(blank=True, max_length=255)),
                ("unit_id", models.CharField(blank=True, max_length=120)),
                ("path", models.CharField(blank=True, max_length=700)),
                ("value", models.FloatField(null=True)),
                ("limit_value", models.FloatField(null=True)),
                ("facts", models.JSONField(default=dict)),
                ("cause_id", models.CharField(max_length=40)),
                ("state", models.CharField(max_length=10)),
                ("because", models.CharField(blank=True, max_length=40)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="findings", to="office.audit"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["audit", "state", "path"], name="finding_by_place"),
                    models.Index(fields=["audit", "rule_id"], name="finding_by_rule"),
                    models.Index(fields=["finding_id"], name="finding_by_id"),
                ],
                "constraints": [models.UniqueConstraint(fields=("audit", "finding_id"), name="finding_once")],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=16)),
                ("key", models.CharField(max_length=160)),
                ("at", models.DateTimeField()),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                ("undo", models.BooleanField(default=False)),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="office.import"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "key", "at"], name="change_by_entry")],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=24)),
                ("subject", models.BigIntegerField()),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("step", models.CharField(blank=True, max_length=40)),
                ("done", models.BigIntegerField(default=0)),
                ("total", models.BigIntegerField(null=True)),
                ("problem", models.CharField(blank=True, max_length=60)),
                ("facts", models.JSONField(default=dict)),
                ("wish", models.CharField(blank=True, max_length=10)),
                ("attempts", models.IntegerField(default=0)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("started_at", models.DateTimeField(null=True)),
                ("beat", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "made_at"], name="job_queue")],
            },
        ),
    ]
