"""What a counselor writes about a report, and what is due."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from counseling.models import Agreement, Note
from tests.cast import SISTER, counselor, finished, share_with

CHANGE = "admin:assessments_report_change"
NOTE = {"teks": "Senang bekerja dengan orang", "pembaca": "private"}


@pytest.fixture
def attempt(sari, ibu_ratna):
    return finished(sari, SISTER, shared_with=ibu_ratna)


@pytest.fixture
def report(attempt):
    return attempt.reports.get()


@pytest.fixture
def colleague(sari, attempt, ibu_ratna):
    """A second counselor of the same school, to whom Sari opened the report too."""
    client = counselor("ibu-wati", "SMA Melati", first_name="Ibu Wati")
    share_with(sari, attempt, client)
    return client


def page_of(client, report):
    response = client.get(reverse(CHANGE, args=[report.pk]))
    assert response.status_code == 200
    return response.content.decode()


def write(client, report, **fields):
    response = client.post(reverse("admin:counseling_note_add", args=[report.pk]), NOTE | fields)
    assert response.status_code == 302
    return Note.objects.latest("id")


@pytest.mark.parametrize(
    ("audience", "readers"),
    [("private", set()), ("person", {"sari"}), ("institution", {"colleague"})],
)
def test_a_note_is_read_by_its_author_and_by_whom_she_names(
    sari, ibu_ratna, bu_dewi, colleague, attempt, report, audience, readers
):
    share_with(sari, attempt, bu_dewi)
    write(ibu_ratna, report, pembaca=audience)
    pages = {
        "sari": sari.get(reverse("counseling:access", args=[attempt.pk])).content.decode(),
        "colleague": page_of(colleague, report),
        "bu_dewi": page_of(bu_dewi, report),
    }
    assert NOTE["teks"] in page_of(ibu_ratna, report)
    assert {name for name, page in pages.items() if NOTE["teks"] in page} == readers


def test_a_note_that_another_changed_meanwhile_shows_both_texts_and_overwrites_none(ibu_ratna, colleague, report):
    note = write(ibu_ratna, report, pembaca="institution")
    path = reverse("admin:counseling_note_change", args=[report.pk, note.pk])
    assert colleague.post(path, {"teks": "Dari Wati", "pembaca": "institution", "versi": 1}).status_code == 302
    response = ibu_ratna.post(path, {"teks": "Dari Ratna", "pembaca": "institution", "versi": 1})
    page = response.content.decode()
    moment = timezone.localtime(Note.objects.get().changed_at).strftime("%H.%M")
    assert f"sudah diubah oleh Ibu Wati pukul {moment}" in page
    assert ("Dari Wati" in page, "Dari Ratna" in page, 'name="versi" value="2"' in page) == (True, True, True)
    assert Note.objects.get().text == "Dari Wati"
    assert ibu_ratna.post(path, {"teks": "Berdua", "pembaca": "institution", "versi": 2}).status_code == 302
    assert (Note.objects.get().text, Note.objects.get().version) == ("Berdua", 3)


def test_a_colleague_does_not_decide_who_reads_a_note(ibu_ratna, colleague, report):
    note = write(ibu_ratna, report, pembaca="institution")
    path = reverse("admin:counseling_note_change", args=[report.pk, note.pk])
    colleague.post(path, {"teks": "Dari Wati", "pembaca": "person", "versi": 1})
    assert (Note.objects.get().audience, Note.objects.get().author) == ("institution", ibu_ratna.user)


@pytest.mark.parametrize("pembaca", ["private", "person"])
def test_a_colleague_changes_no_note_that_is_not_for_the_institution(ibu_ratna, colleague, report, pembaca):
    note = write(ibu_ratna, report, pembaca=pembaca)
    path = reverse("admin:counseling_note_change", args=[report.pk, note.pk])
    assert colleague.get(path).status_code == 404
    assert colleague.post(path, {"teks": "x", "pembaca": "private", "versi": 1}).status_code == 404
    assert Note.objects.get().text == NOTE["teks"]


@pytest.mark.parametrize("fields", [{"teks": ""}, {"teks": "x" * 4001}, {"pembaca": "semua"}, {"teks": "a\0b"}])
def test_a_note_that_cannot_be_kept_comes_back_with_its_text(ibu_ratna, report, fields):
    form = NOTE | fields
    response = ibu_ratna.post(reverse("admin:counseling_note_add", args=[report.pk]), form)
    assert (response.status_code, Note.objects.count()) == (200, 0)
    assert "errorlist" in response.content.decode()
    assert response.context["note_form"]["teks"].value() == form["teks"]


def test_a_note_is_shown_as_text(sari, ibu_ratna, attempt, report):
    write(ibu_ratna, report, teks="<script>alert(1)</script>", pembaca="person")
    for page in (
        page_of(ibu_ratna, report),
        sari.get(reverse("counseling:access", args=[attempt.pk])).content.decode(),
    ):
        assert ("<script>alert" in page, "&lt;script&gt;alert" in page) == (False, True)


def test_an_agreement_is_due_until_it_is_done_and_read_by_both(sari, ibu_ratna, attempt, report):
    form = {"kesepakatan": "Ikut rapat karang taruna", "tanggal": "2026-12-01"}
    assert ibu_ratna.post(reverse("admin:counseling_agreement_add", args=[report.pk]), form).status_code == 302
    agreement = Agreement.objects.get()
    due = reverse("admin:counseling_follow_ups")
    assert (agreement.follow_up_on, form["kesepakatan"] in ibu_ratna.get(due).content.decode()) == (
        date(2026, 12, 1),
        True,
    )
    done = reverse("admin:counseling_agreement_done", args=[report.pk, agreement.pk])
    assert [ibu_ratna.post(done).status_code for _ in range(2)] == [302, 302]
    assert form["kesepakatan"] not in ibu_ratna.get(due).content.decode()
    theirs = sari.get(reverse("counseling:access", args=[attempt.pk])).content.decode()
    assert (form["kesepakatan"] in theirs, "selesai" in theirs) == (True, True)


@pytest.mark.parametrize("day", ["", "besok", "0001-01-01", "9999-12-31", "2026-02-30"])
def test_an_agreement_needs_a_day_of_the_calendar(ibu_ratna, report, day):
    form = {"kesepakatan": "x", "tanggal": day}
    response = ibu_ratna.post(reverse("admin:counseling_agreement_add", args=[report.pk]), form)
    assert (response.status_code, Agreement.objects.count()) == (200, 0)


def test_a_counselor_who_is_taken_out_of_the_role_sees_nothing_at_the_next_click(ibu_ratna, report):
    write(ibu_ratna, report)
    ibu_ratna.user.groups.clear()
    paths = [
        reverse(CHANGE, args=[report.pk]),
        reverse("admin:counseling_follow_ups"),
        reverse("admin:counseling_requests"),
    ]
    assert [ibu_ratna.get(path).status_code for path in paths] == [403, 403, 403]


def test_an_administrator_who_deletes_a_counselor_reads_nothing_of_her_notes(admin, ibu_ratna, report):
    write(ibu_ratna, report, teks="hanya untuk saya")
    path = reverse("admin:auth_user_delete", args=[ibu_ratna.user.pk])
    for response in (admin.get(path), admin.post(path, {"post": "yes"})):
        page = response.content.decode()
        assert ("hanya untuk saya" in page, "Siti" in page, str(report) in page) == (False, False, False)
    assert get_user_model().objects.filter(pk=ibu_ratna.user.pk).exists()


def test_a_stranger_is_led_to_the_login(content, report):
    for name, args in (
        (CHANGE, [report.pk]),
        ("admin:counseling_follow_ups", []),
        ("admin:counseling_note_add", [report.pk]),
    ):
        assert Client().post(reverse(name, args=args))["Location"].startswith(reverse("admin:login"))
