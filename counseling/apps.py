from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from assessments import signals


class CounselingConfig(AppConfig):
    name = "counseling"
    verbose_name = _("Konseling")

    def ready(self):
        from . import personal_data, receivers
        from .roles import create_roles

        personal_data.register_own()
        signals.start_shown.connect(receivers.offer_at_start)
        signals.attempt_started.connect(receivers.enter_attempt)
        signals.report_stored.connect(receivers.show_report_to_counselors)
        signals.report_shown.connect(receivers.say_who_sees)
        signals.all_erased.connect(receivers.leave_all_places)
        signals.nightly_erasing.connect(receivers.erase_unused_places)
        signals.guardian_asked.connect(receivers.answer_for_guardians)
        # Sent once for every app: the last time, all permissions are there.
        post_migrate.connect(create_roles, dispatch_uid="counseling.create_roles")
