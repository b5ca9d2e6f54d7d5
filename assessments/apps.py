from django.apps import AppConfig
from django.conf import settings
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from professions.signals import revision_published


def switch_sqlite_to_wal(*, using, **kwargs):
    """Once, while nobody else is connected: processes that switch at the same moment fail."""
    connection = connections[using]
    if connection.vendor == "sqlite" and settings.SQLITE_JOURNAL_MODE == "wal" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Kuis dan laporan")

    def ready(self):
        from . import checks  # noqa: F401 - registers the checks
        from .services import rebuild_after_publishing

        revision_published.connect(rebuild_after_publishing)
        post_migrate.connect(switch_sqlite_to_wal, sender=self)
