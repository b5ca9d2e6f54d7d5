"""A report is opened to one counselor from now on: what was opened to all of them closes, and the ledger says when."""

from django.db import migrations
from django.utils import timezone


def close(apps, schema_editor):
    consents = apps.get_model("assessments", "Consent").objects.using(schema_editor.connection.alias)
    consents.filter(purpose="counselor", withdrawn_at=None).update(withdrawn_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]
    operations = [migrations.RunPython(close, migrations.RunPython.noop)]
