import hashlib

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Coalesce


def complete_the_ledger(apps, schema_editor):
    """Consents from before this ledger knew versions and ways: the texts are stored in full, the way shows in the time."""
    attempts, consents = apps.get_model("assessments", "Attempt"), apps.get_model("assessments", "Consent")
    attempts.objects.update(active_at=Coalesce("finished_at", "started_at"))
    for text in consents.objects.order_by().values_list("text", flat=True).distinct():
        consents.objects.filter(text=text).update(version=hashlib.sha256(text.encode()).hexdigest())
    at_start = consents.objects.filter(given_at=F("attempt__started_at"))
    consents.objects.update(how="report")
    consents.objects.filter(pk__in=at_start.values("pk")).update(how="start")
    consents.objects.filter(pk__in=at_start.exclude(attempt__guardian=None).values("pk")).update(how="guardian")


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(editable=False, max_length=12, unique=True, verbose_name="nomor bukti")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("person", "atas permintaan pemiliknya"),
                            ("guardian", "karena orang tua atau wali mencabut persetujuan"),
                            ("retention", "karena masa simpannya habis"),
                            ("restored", "dihapus lagi sesudah cadangan dipulihkan"),
                        ],
                        max_length=9,
                        verbose_name="alasan",
                    ),
                ),
                (
                    "counts",
                    models.JSONField(
                        help_text="Label of a model to the number of its erased rows.", verbose_name="jumlah"
                    ),
                ),
                ("erased_at", models.DateTimeField(verbose_name="dihapus")),
            ],
            options={
                "verbose_name": "penghapusan",
                "verbose_name_plural": "penghapusan",
                "ordering": ["-erased_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ErasedAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "id_hash",
                    models.CharField(editable=False, help_text="SHA-256 of the id.", max_length=64, unique=True),
                ),
                (
                    "erasure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attempts",
                        to="assessments.erasure",
                        verbose_name="penghapusan",
                    ),
                ),
            ],
            options={
                "verbose_name": "pengerjaan yang dihapus",
                "verbose_name_plural": "pengerjaan yang dihapus",
            },
        ),
        migrations.AddField(
            model_name="attempt",
            name="active_at",
            field=models.DateTimeField(
                editable=False,
                help_text="From here on the time of keeping runs.",
                null=True,
                verbose_name="terakhir dipakai",
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="how",
            field=models.CharField(
                choices=[
                    ("start", "di halaman mulai"),
                    ("guardian", "di halaman mulai, dengan persetujuan orang tua atau wali"),
                    ("report", "di halaman laporan"),
                    ("invitation", "dengan kode undangan"),
                ],
                default="start",
                max_length=10,
                verbose_name="cara",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="consent",
            name="version",
            field=models.CharField(
                default="",
                editable=False,
                help_text="SHA-256 of the text.",
                max_length=64,
                verbose_name="versi kalimat",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(complete_the_ledger, migrations.RunPython.noop),
    ]
