"""The server's way in. It refuses to start on settings under which an acknowledged answer could be lost."""

import os

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerguide.settings")

application = get_wsgi_application()
with open(os.devnull, "w") as quiet:
    call_command("check", databases=["default"], stdout=quiet)
