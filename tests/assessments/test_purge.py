"""The end of keeping: told before, then gone; a run that was killed is finished by the next."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from assessments import purging, retention
from assessments.models import Attempt, Erasure, GuardianRequest, WrongTry
from assessments.queries import code_of
from assessments.retention import keeping_of, months_later
from counseling.services import add_agreement
from tests.cast import SISTER, answer_page, finished

DAY = timedelta(days=1)


def last_used(attempt, moment):
    Attempt.objects.filter(pk=attempt.pk).update(active_at=moment)


def purge(capsys, **options):
    call_command("purge_expired", **options)
    return capsys.readouterr().out


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def due(now):
    """The moment of last use of what is due now."""
    return months_later(now, -12)


@pytest.mark.parametrize(("earlier", "is_gone"), [(DAY, True), (-DAY, False)])
@pytest.mark.parametrize("is_finished", [True, False])
def test_an_attempt_goes_when_nobody_used_it_for_twelve_months(sari, capsys, due, earlier, is_gone, is_finished):
    attempt = finished(sari, SISTER) if is_finished else sari.attempt
    last_used(attempt, due - earlier)
    purge(capsys)
    assert Attempt.objects.filter(pk=attempt.pk).exists() != is_gone


@pytest.mark.parametrize("months", [1, 3, 12, 18])
def test_nothing_goes_before_the_day_that_its_owner_was_told(sari, settings, months):
    settings.RETENTION_MONTHS = months
    for days in range(0, 400, 7):
        used = timezone.now() + timedelta(days=days)
        last_used(sari.attempt, used)
        sari.attempt.refresh_from_db()
        until = keeping_of(sari.attempt, now=used).until
        assert not retention.expired_attempts(now=until).exists()
        assert retention.expired_attempts(now=until + 4 * DAY).exists()


def test_every_use_begins_the_time_of_keeping_anew(sari, stranger, due):
    code = code_of(sari.session, sari.attempt.pk)
    uses = {
        "a page": lambda: answer_page(sari, sari.attempt, 1),
        "the report": lambda: sari.post(reverse("assessments:finish", args=[sari.attempt.pk])),
        "the code": lambda: stranger.post("/lanjut/", {"kode": code}),
    }
    for name, use in uses.items():
        last_used(sari.attempt, due - DAY)
        use()
        assert not retention.expired_attempts(now=timezone.now()).exists(), name


def test_a_second_run_finds_nothing_and_is_content(sari, capsys, due):
    last_used(sari.attempt, due - DAY)
    assert "1 pengerjaan" in purge(capsys)
    assert "0 pengerjaan" in purge(capsys)
    assert Erasure.objects.get().reason == Erasure.Reason.RETENTION


def test_a_dry_run_counts_and_erases_nothing(sari, capsys, due, now):
    last_used(sari.attempt, due - DAY)
    WrongTry.objects.create(bucket="x", at=now - DAY)
    report = purge(capsys, dry_run=True)
    assert ("Akan dihapus:" in report, "1 pengerjaan" in report, "1 kode" in report) == (True, True, True)
    assert (Attempt.objects.count(), WrongTry.objects.count()) == (1, 1)


def test_a_run_that_is_killed_leaves_whole_chunks_and_the_next_finishes(sari, budi, monkeypatch, due, now):
    monkeypatch.setattr(purging, "CHUNK", 1)
    for client in (sari, budi):
        last_used(client.attempt, due - DAY)
    erase, calls = purging.erase_attempts, []

    def killed(**arguments):
        calls.append(arguments)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return erase(**arguments)

    monkeypatch.setattr(purging, "erase_attempts", killed)
    with pytest.raises(KeyboardInterrupt):
        purging.purge(now=now)
    assert Attempt.objects.count() == 1
    assert purging.purge(now=now).attempts == 1
    assert Attempt.objects.count() == 0


def test_who_comes_back_between_looking_and_erasing_is_kept(sari, monkeypatch, due, now):
    last_used(sari.attempt, due - DAY)
    chunk = purging._purge_chunk

    def come_back_first(attempt_ids, moment):
        last_used(sari.attempt, now)
        return chunk(attempt_ids, moment)

    monkeypatch.setattr(purging, "_purge_chunk", come_back_first)
    assert (purging.purge(now=now).attempts, Attempt.objects.count()) == (0, 1)


def test_an_agreement_with_a_counselor_begins_the_time_of_keeping_anew(sari, ibu_ratna, due, now):
    attempt = finished(sari, SISTER, shared_with=ibu_ratna)
    last_used(attempt, due - DAY)
    follow_up = {"text": "…", "follow_up_on": now.date(), "now": now}
    add_agreement(user=ibu_ratna.user, report_id=attempt.reports.get().pk, **follow_up)
    purging.purge(now=now)
    assert Attempt.objects.filter(pk=attempt.pk).exists()


def request_of(now, *, asked, decided=None, decision=""):
    return GuardianRequest.objects.create(
        token_hash=f"{asked} {decided}", asked_at=now - asked, decision=decision, decided_at=decided and now - decided
    )


def test_requests_to_guardians_go_in_their_time(sari, capsys, now):
    request_of(now, asked=15 * DAY)
    request_of(now, asked=400 * DAY, decided=380 * DAY, decision="refused")
    kept = {
        request_of(now, asked=13 * DAY),
        request_of(now, asked=300 * DAY, decided=299 * DAY, decision="refused"),
        request_of(now, asked=401 * DAY, decided=381 * DAY, decision="approved"),
    }
    in_use = max(kept, key=lambda request: now - request.asked_at)
    Attempt.objects.filter(pk=sari.attempt.pk).update(guardian=in_use)
    purge(capsys)
    assert set(GuardianRequest.objects.all()) == kept


def test_a_guardians_request_goes_with_the_last_attempt_under_it(sari, capsys, now, due):
    asked = request_of(now, asked=401 * DAY, decided=400 * DAY, decision="approved")
    Attempt.objects.filter(pk=sari.attempt.pk).update(guardian=asked, active_at=due - DAY)
    purge(capsys)
    assert GuardianRequest.objects.count() == 0


def test_sessions_and_wrong_codes_that_have_run_out_go_and_the_others_stay(sari, budi, capsys, now):
    Session.objects.filter(pk=sari.session.session_key).update(expire_date=now - DAY)
    WrongTry.objects.create(bucket="x", at=now - DAY)
    WrongTry.objects.create(bucket="y", at=now)
    purge(capsys)
    assert list(Session.objects.values_list("pk", flat=True)) == [budi.session.session_key]
    assert WrongTry.objects.get().bucket == "y"
