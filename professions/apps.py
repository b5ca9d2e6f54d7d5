from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProfessionsConfig(AppConfig):
    name = "professions"
    verbose_name = _("Profesi")
