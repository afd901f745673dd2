"""Whether a worker lives is told by its lock, no longer by a beat in the row of its job."""

from django.db import migrations


class Migration(migrations.Migration):
    """Without the beat."""

    dependencies = [("office", "0002_append_only")]
    operations = [migrations.RemoveField(model_name="job", name="beat")]
