"""Servers that are not the product's: most break its promise on purpose, so that the tests can see it broken.

Each function gives a WSGI application, for gunicorn: `tests.load.broken_server:replies_too_early()`.
"""

import threading

from django.conf import settings
from django.db import transaction
from django.db.backends.signals import connection_created

WAITS = 1  # seconds for a lock
LATE = 0.05  # seconds from the reply to the write that it promised
BETWEEN_HALVES = 0.01  # seconds


def product():
    from careerguide.wsgi import application

    return application


def replies_too_early():
    """The page is written after "Tersimpan" was said."""
    application = product()
    from assessments import services

    save_in_time = services.save_page

    def save_page(**arguments):
        with transaction.atomic():
            saved = save_in_time(**arguments)
            transaction.set_rollback(True)
        threading.Timer(LATE, lambda: save_in_time(**arguments)).start()
        return saved

    services.save_page = save_page
    return application


def writes_by_halves():
    """A page is written in two transactions."""
    application = product()
    from assessments import services
    from assessments.models import Attempt
    from assessments.queries import with_instrument

    save_whole = Attempt.save

    def save(attempt, **options):
        if "answers" in options.get("update_fields", ()):
            codes = [code for code, revision in attempt.answer_revisions.items() if revision == attempt.revision]
            before = Attempt.objects.get(pk=attempt.pk).answers
            first = {code: attempt.answers[code] for code in codes[: len(codes) // 2]}
            Attempt.objects.filter(pk=attempt.pk).update(answers={**before, **first})
            threading.Event().wait(BETWEEN_HALVES)
        save_whole(attempt, **options)

    Attempt.save = save
    services.locked_attempt = lambda attempt_id: with_instrument(Attempt.objects.get(pk=attempt_id))
    services.save_page = services.save_page.__wrapped__
    return application


def forgets_to_flush():
    """SQLite leaves what was written to the mercy of the machine's power."""
    application = product()

    def careless(connection, **kwargs):
        connection.cursor().execute("PRAGMA synchronous=OFF")

    connection_created.connect(careless, weak=False)
    return application


def waits_briefly():
    """The product, with less patience for a database that another program holds."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"]["timeout"] = WAITS
    else:
        database.setdefault("OPTIONS", {})["options"] = f"-c lock_timeout={WAITS}s"
    return product()


def has_no_room():
    """The product, on a disk that is full: SQLite may not add a page to its file."""

    def full(connection, **kwargs):
        with connection.cursor() as cursor:
            pages = cursor.execute("PRAGMA page_count").fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count={pages}")

    connection_created.connect(full, weak=False)
    return product()
