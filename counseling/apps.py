from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from assessments import signals


class CounselingConfig(AppConfig):
    name = "counseling"
    verbose_name = _("Konseling")

    def ready(self):
        from . import receivers
        from .roles import create_roles

        signals.start_shown.connect(receivers.offer_at_start)
        signals.attempt_started.connect(receivers.enter_attempt)
        signals.report_stored.connect(receivers.show_report_to_counselors)
        signals.report_shown.connect(receivers.say_who_sees)
        # Sent once for every app: the last time, all permissions are there.
        post_migrate.connect(create_roles, dispatch_uid="counseling.create_roles")
