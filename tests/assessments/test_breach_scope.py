"""After a leak: who is affected, which kinds of data, and what to tell them."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from assessments.models import Attempt
from tests.canaries import plant, rows_of
from tests.cast import SISTER, finished

NOW = timezone.now()


def scope(capsys, *tables, begin=NOW - timedelta(hours=2), end=None):
    end = end or timezone.now() + timedelta(minutes=1)
    options = {"tables": list(tables)} if tables else {}
    call_command("breach_scope", begin=begin.isoformat(), end=end.isoformat(), **options)
    return capsys.readouterr().out


def test_every_attempt_that_was_there_is_named_by_number_alone(sari, budi, capsys):
    later = finished(budi, SISTER)
    Attempt.objects.filter(pk=later.pk).update(started_at=timezone.now() + timedelta(days=2))
    later.reports.update(created_at=timezone.now() + timedelta(days=2))
    later.consents.update(given_at=timezone.now() + timedelta(days=2))
    report = scope(capsys)
    named = {str(attempt.pk) for attempt in Attempt.objects.all() if str(attempt.pk) in report}
    assert named == {str(sari.attempt.pk), str(budi.attempt.pk)}
    assert "# Jumlah: 2" in report


def test_only_those_with_rows_in_the_named_tables_are_affected(sari, capsys):
    attempt = finished(sari, SISTER)
    report = scope(capsys, "assessments.Report")
    assert (str(attempt.pk) in report, str(sari.attempt.pk) in report) == (True, False)
    assert ("isi laporan" in report, "kalimat yang disetujui" in report) == (True, False)


def test_the_list_holds_no_personal_data(sari, capsys):
    attempt = finished(sari, SISTER)
    marks = set().union(*(plant(row) for row in rows_of(attempt)))
    report = scope(capsys)
    assert [mark for mark in marks if mark in report] == []


def test_what_was_erased_since_is_counted(sari, capsys):
    sari.post("/data-saya/hapus/")
    assert "tidak dapat disebut lagi: 1" in scope(capsys)


def test_the_notice_says_what_when_how_measures_and_whom_to_ask(sari, capsys, settings):
    settings.DATA_CONTACT = "Dinas Contoh, Jalan Contoh 1"
    notice = scope(capsys).partition("# Pemberitahuan")[2]
    for part in (
        "Antara ", " WIB", "jawaban", "Bagaimana ini terjadi", "Yang sudah kami lakukan", "Dinas Contoh, Jalan Contoh 1"
    ):  # fmt: skip
        assert part in notice


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"begin": "kemarin", "end": "2027-01-01T00:00"}, "bukan waktu"),
        ({"begin": "2027-13-01T00:00", "end": "2027-01-01T00:00"}, "bukan waktu"),
        ({"begin": "2027-01-02T00:00", "end": "2027-01-01T00:00"}, "harus sebelum"),
        ({"begin": "2027-01-01T00:00", "end": "2027-01-02T00:00", "tables": ["auth.User"]}, "Tidak dikenal"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(db, options, words):
    with pytest.raises(CommandError, match=words):
        call_command("breach_scope", **options)
