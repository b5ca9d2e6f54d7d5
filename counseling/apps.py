from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CounselingConfig(AppConfig):
    name = "counseling"
    verbose_name = _("Konseling")

    def ready(self):
        from .roles import create_roles

        # Sent once for every app: the last time, all permissions are there.
        post_migrate.connect(create_roles, dispatch_uid="counseling.create_roles")
