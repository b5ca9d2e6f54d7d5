"""Prepare the database and serve: what `make run` does once the packages are there."""

import fcntl
import hashlib
import os
import sys
from contextlib import contextmanager

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
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
    call_command("createcachetable", verbosity=0)
    call_command("load_content")
    if settings.IS_LOCAL:
        call_command("create_counselor", demo=True)
    if not settings.DEBUG:
        collect_static()
    connections.close_all()


def collect_static():
    """Gather the static files anew only where they changed: a server that runs beside this one is reading them."""
    stamp = settings.STATIC_ROOT / ".collected"
    found = static_fingerprint()
    if not stamp.exists() or stamp.read_text() != found:
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(found)


def static_fingerprint():
    paths = [storage.path(name) for finder in get_finders() for name, storage in finder.list([])]
    states = [(path, stat.st_size, stat.st_mtime_ns) for path in sorted(paths) for stat in [os.stat(path)]]
    return hashlib.sha256(repr(states).encode()).hexdigest()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
