"""Erasing: whole or not at all, with a proof that names nobody, and again after a restored backup."""

import json
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import purging
from assessments.codes import new_code
from assessments.erasing import erase_attempts, id_hash
from assessments.guardians import withdraw
from assessments.models import Attempt, Consent, ErasedAttempt, Erasure, GuardianRequest, Report
from assessments.purging import purge
from assessments.queries import code_of
from assessments.services import renew_resume_code
from tests.canaries import identifiers, plant, rows_of, where_found
from tests.cast import SISTER, SLUG, finished, start_attempt

ALL = "/data-saya/hapus/"
CANARIES = 50


def erase_path(attempt):
    return reverse("assessments:delete", args=[attempt.pk])


def plant_everywhere(client, attempt):
    """Canaries in all that leads to the attempt, and what the session holds of it."""
    planted = set().union(*(plant(row) for row in rows_of(attempt)))
    attempt.refresh_from_db()
    code = code_of(client.session, attempt.pk)
    return planted | identifiers(attempt) | {code, code.replace("-", "")}


@pytest.fixture
def marked(sari, ibu_ratna):
    """Sari's finished and shared attempt under a guardian's request, full of canaries."""
    attempt = finished(sari, SISTER, shared_with=ibu_ratna)
    attempt.guardian = GuardianRequest.objects.create(token_hash="h", asked_at=timezone.now())
    attempt.save(update_fields=["guardian"])
    session = sari.session
    session["guardian"] = [str(attempt.guardian_id), "kenaritautan"]
    session.save()
    attempt.marks = plant_everywhere(sari, attempt) | {"kenaritautan", str(attempt.guardian_id)}
    return attempt


def test_nothing_of_a_person_is_found_anywhere_after_she_erased_all(sari, marked):
    found = where_found(marked.marks)
    assert len({mark for _label, mark in found}) >= CANARIES
    assert {"session", "assessments.Attempt", "assessments.Report"} <= {label for label, _mark in found}
    assert sari.post(ALL).status_code == 302
    assert where_found(marked.marks) == set()


def test_nothing_of_one_attempt_is_found_anywhere_after_it_was_erased(sari, marked):
    of_guardian = {mark for label, mark in where_found(marked.marks) if label.endswith("GuardianRequest")}
    sari.post(erase_path(marked))
    assert {mark for _label, mark in where_found(marked.marks)} <= of_guardian | {"kenaritautan"}
    assert Attempt.objects.filter(pk=sari.attempt.pk).exists()


def test_erasing_touches_nobody_else(sari, budi, marked, ibu_ratna):
    theirs = finished(budi, SISTER, shared_with=ibu_ratna)
    marks = plant_everywhere(budi, theirs)
    before = where_found(marks)
    sari.post(ALL)
    assert where_found(marks) == before


def test_nothing_is_erased_by_looking(sari, marked):
    pages = [sari.get(path).content.decode() for path in (erase_path(marked), ALL)]
    assert (["Ya, hapus semuanya" in page for page in pages], Attempt.objects.count()) == ([True, True], 2)


def test_the_proof_says_when_and_how_much_and_names_nobody(sari, stranger, marked):
    response = sari.post(ALL)
    erasure = Erasure.objects.get()
    assert erasure.counts == {
        "assessments.Attempt": 2, "assessments.Consent": 3, "assessments.Report": 1, "assessments.GuardianRequest": 1,
        "counseling.Membership": 1, "counseling.Share": 1,
    }  # fmt: skip
    assert set(ErasedAttempt.objects.values_list("id_hash", flat=True)) == {
        id_hash(marked.pk), id_hash(sari.attempt.pk)
    }  # fmt: skip
    for client in (sari, stranger):
        page = client.get(response["Location"])
        assert (page.status_code, "2 pengerjaan" in page.content.decode()) == (200, True)
        assert not any(mark in page.content.decode() for mark in marked.marks)


def test_a_second_press_is_shown_the_same_proof(sari, marked):
    for path in (erase_path(marked), ALL):
        first = sari.post(path)["Location"]
        assert first.startswith("/data-saya/bukti/")
        assert sari.post(path)["Location"] == first
    assert Erasure.objects.count() == 2


def test_a_second_press_after_a_kill_before_the_session_was_written_is_content(sari, marked):
    """The database has committed, the browser's session still holds the right."""
    erasure = erase_attempts(attempt_ids=[marked.pk], reason=Erasure.Reason.PERSON, now=timezone.now())
    response = sari.post(erase_path(marked))
    assert response["Location"] == reverse("assessments:receipt", args=[erasure.number])
    assert str(marked.pk) not in json.dumps(dict(sari.session))


def test_the_proof_of_an_erased_attempt_is_for_its_owner(sari, budi, marked):
    sari.post(erase_path(marked))
    for client in (budi, Client()):
        assert client.get(erase_path(marked)).status_code == 404
        assert client.post(erase_path(marked)).status_code == 404


def test_with_nothing_to_erase_nothing_is_recorded(stranger):
    assert stranger.post(ALL)["Location"] == "/data-saya/"
    assert Erasure.objects.count() == 0


def stored():
    return [list(model.objects.order_by("pk").values()) for model in (Attempt, Consent, Report, GuardianRequest)]


@pytest.mark.parametrize("broken", ["Erasure.objects.create", "ErasedAttempt.objects.bulk_create"])
@pytest.mark.parametrize("path", ["one", "all"])
def test_a_failure_halfway_erases_nothing_and_the_next_press_erases_all(sari, marked, monkeypatch, broken, path):
    def fail(*args, **kwargs):
        raise DatabaseError("broken on purpose")

    before = stored()
    path = ALL if path == "all" else erase_path(marked)
    with monkeypatch.context() as patch:
        patch.setattr(f"assessments.erasing.{broken}", fail)
        assert sari.post(path).status_code == 503
    assert (stored(), Erasure.objects.count()) == (before, 0)
    assert sari.post(path).status_code == 302
    assert not Attempt.objects.filter(pk=marked.pk).exists()


def test_without_its_line_in_the_list_nothing_is_erased(sari, marked, settings, tmp_path):
    settings.ERASURE_LIST = tmp_path / "tidak-ada" / "daftar.txt"
    sari.raise_request_exception = False
    before = stored()
    assert sari.post(ALL).status_code == 500
    assert (stored(), Erasure.objects.count()) == (before, 0)


def test_the_list_holds_times_and_hashes_alone(sari, marked, erasure_list):
    sari.post(ALL)
    text = erasure_list.read_text()
    assert {line.split()[1] for line in text.splitlines() if line} == {id_hash(marked.pk), id_hash(sari.attempt.pk)}
    assert not any(mark in text for mark in marked.marks)


def test_who_returns_with_a_restored_backup_is_erased_again(sari, budi, marked, capsys):
    backup = Attempt.objects.get(pk=marked.pk)
    sari.post(ALL)
    Erasure.objects.all().delete()  # of yesterday's database, which knows nothing of today
    backup.guardian = None
    backup.save(force_insert=True)
    call_command("reapply_erasures")
    assert "2 penghapusan diketahui, 1 pengerjaan dihapus lagi." in capsys.readouterr().out
    assert list(Attempt.objects.all()) == [budi.attempt]
    call_command("reapply_erasures")
    assert "2 penghapusan diketahui, 0 pengerjaan dihapus lagi." in capsys.readouterr().out


def test_a_line_that_a_power_cut_left_unfinished_hides_no_other(sari, budi, erasure_list, capsys):
    erasure_list.write_text(f"2027-01-01T00:00:00+00:00 {id_hash(sari.attempt.pk)[:30]}")
    backup = Attempt.objects.get(pk=budi.attempt.pk)
    budi.post(ALL)
    Erasure.objects.all().delete()
    backup.save(force_insert=True)
    call_command("reapply_erasures")
    assert "1 penghapusan diketahui, 1 pengerjaan dihapus lagi." in capsys.readouterr().out


def test_a_list_that_is_not_there_is_told(settings, tmp_path, db):
    with pytest.raises(CommandError, match="Daftar penghapusan tidak ada"):
        call_command("reapply_erasures", tmp_path / "tidak-ada.txt")


def test_a_guardian_who_takes_the_consent_back_leaves_a_proof(stranger):
    asked = GuardianRequest.objects.create(
        token_hash="h", asked_at=timezone.now(), decision="approved", decided_at=timezone.now()
    )
    attempt = start_attempt(stranger, SLUG)
    Attempt.objects.filter(pk=attempt.pk).update(guardian=asked)
    withdraw(request_id=str(asked.pk), now=timezone.now() + timedelta(days=1))
    assert (Attempt.objects.count(), Erasure.objects.get().reason) == (0, Erasure.Reason.GUARDIAN)


@pytest.mark.parametrize("number", ["A" * 300, "tidak-ada", "000000000000", "%00", "٣"])
def test_a_number_that_proves_nothing_is_not_found(stranger, number):
    assert stranger.get(f"/data-saya/bukti/{number}/").status_code == 404


def test_another_browser_that_held_the_attempt_forgets_it_at_night(sari, stranger, marked):
    code = new_code()
    renew_resume_code(attempt_id=marked.pk, code=code)
    other = start_attempt(stranger, SLUG)
    stranger.post("/lanjut/", {"kode": code})
    sari.post(ALL)
    marks = marked.marks | {code}
    assert {label for label, mark in where_found(marks)} >= {"session"}
    assert purge(now=timezone.now()).rights == 1
    assert where_found(marks) == set()
    assert stranger.get(reverse("assessments:page", args=[other.pk, 1])).status_code == 200
    assert purge(now=timezone.now()).rights == 0


def test_a_session_that_its_browser_writes_in_the_meantime_is_left_to_it(sari, marked):
    Attempt.objects.filter(pk=marked.pk).delete()
    ((session, content), *_others) = purging._sessions_with_gone_rights(timezone.now())
    sari.get("/data-saya/")
    written = Session.objects.get(pk=session.pk).session_data
    assert purging._replace(session, content) is False
    assert Session.objects.get(pk=session.pk).session_data == written
