from django.db import migrations, models


class Migration(migrations.Migration):
    """By itself: PostgreSQL changes no table that still has the row changes of the same transaction pending."""

    dependencies = [("assessments", "0002_erasures_and_consent_versions")]

    operations = [
        migrations.AlterField(
            model_name="attempt",
            name="active_at",
            field=models.DateTimeField(
                editable=False, help_text="From here on the time of keeping runs.", verbose_name="terakhir dipakai"
            ),
        ),
    ]
