"""Opening a report to one counselor, closing it, and reading who looked."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from assessments.models import Consent, FrozenRow, Report
from assessments.services import finish_round
from counseling import services
from counseling.models import AccessEntry, Agreement, Membership, Note, ReviewRequest, Share
from counseling.queries import reports_visible_to
from tests.cast import (
    SISTER,
    SLUG,
    answer_page,
    counselor,
    finished,
    join_group,
    place_in,
    share_with,
    start_attempt,
    withdraw,
)

LIST, CHANGE = "admin:assessments_report_changelist", "admin:assessments_report_change"


@pytest.fixture
def shared(sari, ibu_ratna):
    return finished(sari, SISTER, shared_with=ibu_ratna)


def access_page(client, attempt):
    response = client.get(reverse("counseling:access", args=[attempt.pk]))
    assert response.status_code == 200
    return response.content.decode()


def start_with(client, *ticked):
    form = {"kunci": "k" * 20, "usia": "dewasa", "setuju": "on", "izin": list(ticked)}
    assert client.post(reverse("assessments:start", args=[SLUG]), form).status_code == 302
    return client.get(reverse("assessments:start", args=[SLUG])).context["running"][0]


def offer_key(client, counselor):
    return f"{place_in(client, counselor.group).pk}-{counselor.user.pk}"


def finish(client, attempt):
    for number in range(1, len(attempt.pages) + 1):
        answer_page(client, attempt, number)
    client.post(reverse("assessments:finish", args=[attempt.pk]))


def test_the_start_page_offers_a_box_that_is_not_ticked(stranger, ibu_ratna):
    join_group(stranger, ibu_ratna.group)
    page = stranger.get(reverse("assessments:start", args=[SLUG])).content.decode()
    box = f'<input type="checkbox" id="izin-{offer_key(stranger, ibu_ratna)}"'
    assert (box in page, "Kelas ibu-ratna" in page, " checked" in page) == (True, True, False)


def test_the_start_page_without_a_group_says_that_a_code_can_come_later(stranger, ibu_ratna):
    page = stranger.get(reverse("assessments:start", args=[SLUG])).content.decode()
    assert ('name="izin"' in page, "kapan saja, juga sesudah laporan jadi" in page) == (False, True)
    stranger.post(reverse("counseling:join"), {"kode": ibu_ratna.group.code})
    assert (
        "Anda diundang ke kelompok Kelas ibu-ratna"
        in stranger.get(reverse("assessments:start", args=[SLUG])).content.decode()
    )


def test_a_tick_at_the_start_opens_the_report_once_it_is_there(stranger, ibu_ratna):
    join_group(stranger, ibu_ratna.group)
    attempt = start_with(stranger, offer_key(stranger, ibu_ratna))
    consent = attempt.consents.get(purpose=Consent.Purpose.COUNSELOR)
    assert ("Ibu Ratna, konselor kelompok Kelas ibu-ratna" in consent.text, consent.withdrawn_at) == (True, None)
    assert not reports_visible_to(ibu_ratna.user).exists()
    finish(stranger, attempt)
    assert reports_visible_to(ibu_ratna.user).get().attempt == attempt


def test_no_tick_opens_nothing_and_gives_no_consent(stranger, ibu_ratna):
    join_group(stranger, ibu_ratna.group)
    attempt = start_with(stranger)
    finish(stranger, attempt)
    assert (Share.objects.count(), attempt.consents.filter(purpose="counselor").count()) == (0, 0)
    assert not reports_visible_to(ibu_ratna.user).exists()


@pytest.mark.parametrize(
    "key", ["{place}-{dewi}", "{stranger}-{ratna}", "0-{ratna}", "x", "{place}-", "{place}-9999", "\0"]
)
def test_a_forged_tick_opens_nothing(stranger, budi, ibu_ratna, bu_dewi, key):
    join_group(stranger, ibu_ratna.group)
    join_group(budi, ibu_ratna.group)
    values = {
        "place": place_in(stranger, ibu_ratna.group).pk,
        "stranger": place_in(budi, ibu_ratna.group).pk,
        "ratna": ibu_ratna.user.pk,
        "dewi": bu_dewi.user.pk,
    }
    start_with(stranger, key.format(**values))
    assert not Share.objects.exists()


def test_a_share_needs_the_tick_beside_the_sentence(sari, ibu_ratna):
    attempt = finished(sari, SISTER)
    join_group(sari, ibu_ratna.group)
    path = reverse("counseling:share", args=[attempt.pk, place_in(sari, ibu_ratna.group).pk, ibu_ratna.user.pk])
    response = sari.post(path)
    assert (response.status_code, Share.objects.count(), Consent.objects.filter(purpose="counselor").count()) == (
        200,
        0,
        0,
    )


def test_a_share_records_the_words_that_were_agreed_to(shared):
    consent = shared.consents.get(purpose=Consent.Purpose.COUNSELOR)
    assert consent.text == (
        "Ibu Ratna, konselor kelompok Kelas ibu-ratna (SMA Melati), boleh melihat laporan ini. "
        "Saya dapat mencabut izin ini kapan saja."
    )
    assert (consent.party, consent.withdrawn_at) == (f"counselor-{shared.shares.get().counselor_id}", None)


def test_a_share_is_for_one_counselor_of_a_group_not_for_the_others(sari, ibu_ratna):
    colleague = counselor("ibu-wati", "SMA Melati")
    ibu_ratna.group.counselors.add(colleague.user)
    attempt = finished(sari, SISTER, shared_with=ibu_ratna)
    assert reports_visible_to(ibu_ratna.user).count() == 1
    assert not reports_visible_to(colleague.user).exists()
    assert "Buka untuk" not in access_page(sari, attempt) or "ibu-wati" in access_page(sari, attempt)


@pytest.mark.parametrize("who", ["budi", "bu_dewi"])
def test_nobody_opens_a_report_to_a_counselor_of_a_group_that_is_not_the_own(request, sari, ibu_ratna, who):
    attempt = finished(sari, SISTER)
    other = request.getfixturevalue(who)
    if who == "budi":
        join_group(other, ibu_ratna.group)
        address = [place_in(other, ibu_ratna.group).pk, ibu_ratna.user.pk]
    else:
        join_group(sari, ibu_ratna.group)
        address = [place_in(sari, ibu_ratna.group).pk, other.user.pk]
    response = sari.post(reverse("counseling:share", args=[attempt.pk, *address]), {"setuju": "on"})
    assert (response.status_code, Share.objects.count()) == (404, 0)


def test_sharing_twice_is_one_share_and_one_consent(sari, ibu_ratna, shared):
    share_with(sari, shared, ibu_ratna)
    assert (shared.shares.count(), shared.consents.filter(purpose="counselor").count()) == (1, 1)


def test_the_database_keeps_a_second_open_share_out(shared):
    share = shared.shares.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Share.objects.create(
            attempt=shared, counselor=share.counselor, group=share.group, name="x", given_at=timezone.now()
        )


def test_withdrawing_closes_share_and_consent_and_sharing_again_opens_new_ones(sari, ibu_ratna, shared):
    first = shared.shares.get()
    path = reverse("counseling:withdraw", args=[shared.pk, first.pk])
    assert [sari.post(path).status_code for _ in range(2)] == [302, 302]
    assert not reports_visible_to(ibu_ratna.user).exists()
    second = share_with(sari, shared, ibu_ratna)
    states = [(share.pk, share.is_open) for share in shared.shares.order_by("pk")]
    assert states == [(first.pk, False), (second.pk, True)]
    ledger = shared.consents.filter(purpose="counselor").order_by("pk")
    assert [consent.withdrawn_at is None for consent in ledger] == [False, True]


def test_a_share_of_another_cannot_be_withdrawn(budi, sari, shared):
    mine = finished(budi, SISTER)
    share = shared.shares.get()
    assert budi.post(reverse("counseling:withdraw", args=[mine.pk, share.pk])).status_code == 404
    share.refresh_from_db()
    assert share.is_open


def test_the_report_says_who_may_see_it(sari, ibu_ratna):
    attempt = finished(sari, SISTER)
    path = reverse("assessments:report", args=[attempt.pk])
    assert "Sekarang: hanya Anda" in sari.get(path).content.decode()
    share = share_with(sari, attempt, ibu_ratna)
    page = sari.get(path).content.decode()
    assert ("<strong>Ibu Ratna</strong>" in page, "Sekarang: hanya Anda" in page) == (True, False)
    withdraw(share)
    assert "Sekarang: hanya Anda" in sari.get(path).content.decode()


def test_a_new_report_of_the_attempt_takes_the_place_of_the_old_one_and_is_unseen(ibu_ratna, shared):
    first = shared.reports.get()
    ibu_ratna.get(reverse(CHANGE, args=[first.pk]))
    copy = {field.name: getattr(first, field.name) for field in Report._meta.fields if field.name != "id"}
    second = Report.objects.create(**copy | {"number": 2, "level": "leans_fit"})
    services.follow_report(second)
    share = shared.shares.get()
    assert (share.report, share.is_seen, share.level) == (second, False, "leans_fit")
    assert list(reports_visible_to(ibu_ratna.user)) == [second]
    assert ibu_ratna.get(reverse(CHANGE, args=[first.pk])).context["report"] == second
    note = {"teks": "dari tab lama", "pembaca": "private"}
    assert ibu_ratna.post(reverse("admin:counseling_note_add", args=[first.pk]), note).status_code == 302


def test_each_reading_is_a_line_that_the_owner_reads(sari, ibu_ratna, shared):
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        ibu_ratna.get(reverse(LIST))
        ibu_ratna.get(reverse(LIST))
        ibu_ratna.get(reverse(CHANGE, args=[shared.reports.get().pk]))
    lines = AccessEntry.objects.order_by("id").values_list("account", "who", "role", "action")
    assert list(lines) == [
        ("ibu-ratna", "Ibu Ratna", "Konselor", "list"),
        ("ibu-ratna", "Ibu Ratna", "Konselor", "open"),
    ]
    page = access_page(sari, shared)
    assert ("Ibu Ratna (ibu-ratna), konselor" in page, "membuka laporan" in page) == (True, True)


def test_the_list_is_written_down_again_on_the_next_day(ibu_ratna, shared):
    for days in (0, 1):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            ibu_ratna.get(reverse(LIST))
    assert AccessEntry.objects.filter(action="list").count() == 2


def test_a_reading_that_cannot_be_written_down_shows_nothing(ibu_ratna, shared, monkeypatch):
    def fail(*args):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(services, "_log", fail)
    ibu_ratna.raise_request_exception = False
    for path in (reverse(CHANGE, args=[shared.reports.get().pk]), reverse(LIST)):
        response = ibu_ratna.get(path)
        assert (response.status_code, "Laporan kecocokan Anda" in response.content.decode()) == (500, False)
    assert not shared.shares.get().is_seen


def test_the_access_log_can_be_neither_changed_nor_deleted(ibu_ratna, shared):
    ibu_ratna.get(reverse(LIST))
    entry = AccessEntry.objects.get()
    entry.who = "Orang lain"
    for write in (
        entry.save,
        entry.delete,
        AccessEntry.objects.all().delete,
        lambda: AccessEntry.objects.update(who="x"),
        lambda: AccessEntry.objects.bulk_update([entry], ["who"]),
    ):
        with pytest.raises(FrozenRow), transaction.atomic():
            write()
    assert AccessEntry.objects.get().who == "Ibu Ratna"


def test_the_admin_knows_no_access_log(admin, ibu_ratna):
    for client in (admin, ibu_ratna):
        assert client.get("/admin/counseling/accessentry/", follow=True).status_code == 404


def test_deleting_the_attempt_takes_all_that_hangs_on_it(sari, ibu_ratna, shared):
    report = shared.reports.get()
    services.add_note(
        user=ibu_ratna.user,
        report_id=report.pk,
        written=services.NoteText("…", Note.Audience.PRIVATE),
        now=timezone.now(),
    )
    services.add_agreement(
        user=ibu_ratna.user, report_id=report.pk, text="…", follow_up_on=timezone.localdate(), now=timezone.now()
    )
    share = shared.shares.get()
    services.ask_for_review(attempt_id=shared.pk, share_id=share.pk, text="…", now=timezone.now())
    ibu_ratna.get(reverse(LIST))
    sari.post(reverse("assessments:delete", args=[shared.pk]))
    models = (Membership, Share, Note, Agreement, ReviewRequest, AccessEntry)
    assert {model.__name__: model.objects.count() for model in models} == {model.__name__: 0 for model in models}


def test_a_request_for_a_look_reaches_the_counselor_and_its_answer_the_owner(sari, ibu_ratna, shared):
    share = shared.shares.get()
    path = reverse("counseling:ask", args=[shared.pk, share.pk])
    assert [sari.post(path, {"pesan": "Tidak tepat"}).status_code for _ in range(2)] == [302, 302]
    review = ReviewRequest.objects.get()
    assert review.due_on == timezone.localdate() + timedelta(days=services.REVIEW_DAYS)
    assert "Belum dijawab, paling lambat" in access_page(sari, shared)
    assert "Tidak tepat" in ibu_ratna.get(reverse("admin:counseling_requests")).content.decode()
    answer = reverse("admin:counseling_request_answer", args=[share.report_id, review.pk])
    for text in ("Mari bicara", "Terlambat"):
        assert ibu_ratna.post(answer, {"jawaban": text}).status_code == 302
    page = access_page(sari, shared)
    assert ("Mari bicara" in page, "Terlambat" in page) == (True, False)
    assert "Tidak tepat" not in ibu_ratna.get(reverse("admin:counseling_requests")).content.decode()


def test_a_request_needs_an_open_share(sari, shared):
    share = shared.shares.get()
    withdraw(share)
    assert sari.post(reverse("counseling:ask", args=[shared.pk, share.pk])).status_code == 404
    assert not ReviewRequest.objects.exists()


def test_a_share_before_the_report_is_offered_with_words_instead(stranger, ibu_ratna):
    attempt = start_attempt(stranger, SLUG)
    join_group(stranger, ibu_ratna.group)
    path = reverse("counseling:share", args=[attempt.pk, place_in(stranger, ibu_ratna.group).pk, ibu_ratna.user.pk])
    assert "Laporannya belum jadi" in stranger.get(path).content.decode()
    stranger.post(path, {"setuju": "on"})
    assert "bila sudah jadi" in attempt.consents.get(purpose="counselor").text
    finish_round(attempt_id=attempt.pk, now=timezone.now())
    assert reports_visible_to(ibu_ratna.user).get().attempt == attempt
