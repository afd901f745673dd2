"""A database filled when the office was younger comes to the present shape with everything in it."""

import os
import uuid
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from postgresql_server import SERVER, ask_server

pytestmark = pytest.mark.slow
ROWS = 3
EARLIER = sorted(name for app, name in MigrationLoader(None).disk_migrations if app == "office")[:-1]
VALUES = {
    models.BooleanField: lambda _, n: n % 2 == 0,
    models.DateTimeField: lambda _, n: datetime(2026, 1, 1 + n, 12, 30, tzinfo=UTC),
    models.DateField: lambda _, n: date(2026, 1, 1 + n),
    models.FloatField: lambda _, n: n + 0.25,
    models.IntegerField: lambda _, n: n + 1,
    models.JSONField: lambda _, n: {"令": [n, None, "值"]},
    models.UUIDField: lambda _, n: uuid.UUID(int=n + 1),
    models.CharField: lambda field, n: f"{n}值{field.name}"[: field.max_length],
    models.TextField: lambda field, n: f"{n}值{field.name}",
}
"""What a field of a kind (the first that fits) holds in row ``n``."""


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """The connection of these tests leads to a database without a table."""
    made = f"empty_{uuid.uuid4().hex}"
    connection.close()
    if os.environ.get(SERVER):
        ask_server(f'create database "{made}"')
    monkeypatch.setitem(connection.settings_dict, "NAME", made if os.environ.get(SERVER) else str(tmp_path / made))
    yield connection
    connection.close()
    if os.environ.get(SERVER):
        ask_server(f'drop database "{made}" with (force)')


def brought_to(*targets: tuple[str, str]):
    """Migrates; the models as they were then."""
    executor = MigrationExecutor(connection)
    wanted = list(targets) or executor.loader.graph.leaf_nodes()
    executor.migrate(wanted)
    return MigrationExecutor(connection).loader.project_state(wanted).apps


def filled(apps) -> None:
    """Three rows in every table, every field with something in it."""
    waiting = list(apps.get_app_config("office").get_models())
    while waiting:
        model = waiting.pop(0)
        fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
        if any(field.related_model in waiting for field in fields if field.is_relation):
            waiting.append(model)
            continue
        for number in range(ROWS):
            model.objects.create(**{field.name: value(field, number) for field in fields})


def value(field, number: int):
    if field.is_relation:
        return list(field.related_model.objects.order_by("pk"))[number]
    return next(make(field, number) for kind, make in VALUES.items() if isinstance(field, kind))


def held(apps) -> dict[str, list[dict[str, object]]]:
    """Every row of every table of the office."""
    return {
        model.__name__: list(model.objects.order_by("pk").values(*(one.attname for one in model._meta.concrete_fields)))
        for model in apps.get_app_config("office").get_models()
    }


@pytest.mark.parametrize("name", EARLIER)
def test_nothing_is_lost_on_the_way_from(nowhere, name) -> None:
    then = brought_to(("office", name))
    filled(then)
    before, after = held(then), held(brought_to())
    assert before
    for model, rows in before.items():
        assert len(rows) == ROWS
        for old, new in zip(rows, after.get(model, rows), strict=True):
            assert {field: new[field] for field in old if field in new} == {f: old[f] for f in old if f in new}
    for statement in ("update office_logentry set actor = 'x'", "delete from office_logentry"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), nowhere.cursor() as cursor:
            cursor.execute(statement)
