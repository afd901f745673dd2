"""The database itself refuses to alter or delete a log entry; what is done around that, the chain shows."""

from django.db import migrations

SQLITE = [
    f"""CREATE TRIGGER office_logentry_no_{verb} BEFORE {verb} ON office_logentry
        BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"""
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    """CREATE FUNCTION office_log_stays() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$""",
    """CREATE TRIGGER office_logentry_stays BEFORE UPDATE OR DELETE ON office_logentry
       FOR EACH ROW EXECUTE FUNCTION office_log_stays()""",
]


def put_up(apps, schema_editor):  # type: ignore[no-untyped-def] # Django's shape
    """Makes the triggers of the database there is."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Triggers on the log."""

    dependencies = [("office", "0001_initial")]
    operations = [migrations.RunPython(put_up, migrations.RunPython.noop)]
