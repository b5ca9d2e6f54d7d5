"""Logs and error reports carry no answer, no code and no name, whatever goes wrong."""

import logging
import secrets
import sys

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.module_loading import import_string
from django.views.debug import get_exception_reporter_filter

from assessments.models import Attempt
from assessments.queries import code_of
from professions.privacy import NothingPersonalFormatter

from .cast import SISTER, SLUG, finished, page_form

CANARY = "kenari-rahasia"


@pytest.fixture
def written(settings, caplog):
    """A function that gives all that was logged, as the site's own handler writes it."""
    line = settings.LOGGING["formatters"]["line"]
    formatter = import_string(line["()"])(line["format"])
    caplog.set_level(logging.DEBUG)

    def read():
        return "\n".join(formatter.format(record) for record in caplog.records)

    return read


def test_every_handler_writes_with_the_formatter_that_keeps_secrets(settings):
    assert {handler["formatter"] for handler in settings.LOGGING["handlers"].values()} == {"line"}
    assert any(isinstance(handler.formatter, NothingPersonalFormatter) for handler in logging.getLogger().handlers)


def test_the_whole_flow_leaves_no_code_answer_or_key_in_the_log(sari, stranger, written, ibu_ratna):
    attempt = finished(sari, SISTER, shared_with=ibu_ratna)
    code = code_of(sari.session, attempt.pk)
    stranger.post("/lanjut/", {"kode": code})
    stranger.post("/lanjut/", {"kode": f"{CANARY} {code}"})
    sari.post(reverse("assessments:page", args=[attempt.pk, 1]), {"kunci": CANARY, "q-x": CANARY})
    sari.post(reverse("assessments:withdraw", args=[attempt.pk, "counselor"]))
    sari.get("/tidak-ada/")
    sari.post("/data-saya/hapus/")
    secret = [CANARY, code, code.replace("-", ""), attempt.start_key, attempt.resume_hash]
    assert [word for word in secret if word in written()] == []


@pytest.mark.parametrize("error", [IntegrityError, DatabaseError, ValueError])
def test_a_database_that_names_the_row_that_it_refused_is_not_quoted(sari, written, monkeypatch, error):
    def fail(*args, **kwargs):
        try:
            raise error(f"DETAIL: Failing row contains ({CANARY})")
        except error as cause:
            raise RuntimeError(CANARY) from cause

    monkeypatch.setattr("assessments.services.merge", fail)
    sari.raise_request_exception = False
    path = reverse("assessments:page", args=[sari.attempt.pk, 1])
    assert sari.post(path, page_form(sari.attempt, 1) | {"q-lagi": CANARY}).status_code in {400, 500}
    assert sari.post(path, page_form(sari.attempt, 1)).status_code == 500
    assert (CANARY in written(), error.__name__ in written(), "save_page" in written()) == (False, True, True)


def test_a_form_that_was_not_saved_is_told_without_what_stood_in_it(sari, written, monkeypatch):
    def fail(*args, **kwargs):
        raise IntegrityError(f"DETAIL: Failing row contains ({CANARY})")

    monkeypatch.setattr("assessments.services.merge", fail)
    path = reverse("assessments:page", args=[sari.attempt.pk, 1])
    assert sari.post(path, page_form(sari.attempt, 1)).status_code == 503
    assert (CANARY in written(), f"a form of {sari.attempt.pk} was not saved" in written()) == (False, True)


def test_what_an_operator_needs_to_hear_is_said():
    try:
        raise OperationalError("database is locked")
    except OperationalError:
        record = logging.LogRecord("x", logging.ERROR, "x", 1, "not saved", (), sys.exc_info())
    assert "database is locked" in NothingPersonalFormatter().format(record)


@pytest.mark.parametrize("method", ["get", "post", "put"])
def test_the_secret_in_a_guardians_link_is_not_in_the_log(content, written, method):
    token = secrets.token_urlsafe(24)
    client = Client(enforce_csrf_checks=True)
    getattr(client, method)(f"/wali/{token}/")
    getattr(client, method)(f"/wali/{token}/lain/")
    text = written()
    assert token not in text
    assert ("/wali/…" in text) == bool(text)


def test_an_error_report_shows_no_form_no_variable_and_no_cookie(sari):
    request = RequestFactory().post("/lanjut/", {"kode": CANARY})
    request.COOKIES = {"arah": CANARY, "lain": CANARY}
    report = get_exception_reporter_filter(request)
    kode = CANARY  # noqa: F841 - a local of the frame below
    shown = (
        report.get_post_parameters(request),
        report.get_safe_cookies(request),
        report.get_traceback_frame_variables(request, sys._getframe()),
    )
    assert CANARY not in str(shown)
    assert "kode" in shown[0]


def test_the_page_of_an_error_says_nothing_of_the_form(sari, settings, monkeypatch):
    settings.DEBUG = True

    def fail(*args, **kwargs):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("assessments.views.access.attempt_by_code", fail)
    sari.raise_request_exception = False
    code = code_of(sari.session, sari.attempt.pk)
    response = sari.post("/lanjut/", {"kode": f"{code} {CANARY}", "lain": CANARY})
    page = response.content.decode()
    found = [word for word in (CANARY, code, sari.session.session_key) if word in page]
    assert (response.status_code, found) == (500, [])
    assert Attempt.objects.filter(pk=sari.attempt.pk, instrument__profession__slug=SLUG).exists()
