"""Prepare the database and serve: what `make run` does once the packages are there."""

import fcntl
import os
import sys
from contextlib import contextmanager

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import Error as DatabaseError
from django.db import connections

from careerguide import port


def main():
    problem = port.problem()
    if problem:
        sys.exit(problem)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerguide.settings")
    try:
        django.setup()
        with alone():
            prepare()
    except (ImproperlyConfigured, CommandError) as error:
        sys.exit(str(error))
    except DatabaseError as error:
        sys.exit(f"Basis data tidak dapat dipakai: {str(error).strip()}")
    sys.stdout.flush()
    gunicorn = ["-m", "gunicorn", "--config", "python:careerguide.gunicorn", "careerguide.wsgi"]
    os.execv(sys.executable, [sys.executable, *gunicorn])


@contextmanager
def alone():
    """Two starts on one DATA_DIR migrate one after the other, not both at once."""
    folder = os.open(settings.DATA_DIR, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def prepare():
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_content")
    if settings.DEBUG:
        call_command("create_counselor", demo=True)
    else:
        call_command("collectstatic", interactive=False, verbosity=0)
    connections.close_all()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
