"""What follows a report: clarifying statements once, and beliefs answered again once."""

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Attempt
from assessments.services import RoundRefused, start_round
from tests.cast import SLUG, answer_page, eager, finished, page_form, start_attempt


def post(client, name, attempt):
    return client.post(reverse(f"assessments:{name}", args=[attempt.pk]))


def unclear(client):
    """An attempt whose report is unclear: everything answered neutrally."""
    return finished(client, SLUG)


def answer_round(client, attempt, value):
    """Answer every page of the open round; the last response."""
    attempt.refresh_from_db()
    for number in attempt.open_pages:
        codes = attempt.pages[number - 1]["codes"]
        response = answer_page(client, attempt, number, dict.fromkeys(codes, value))
    attempt.refresh_from_db()
    return response


def test_an_unclear_report_offers_statements_of_both_keys_and_no_more_than_six(sari):
    attempt = unclear(sari)
    response = post(sari, "clarify", attempt)
    attempt.refresh_from_db()
    codes = [code for number in attempt.open_pages for code in attempt.pages[number - 1]["codes"]]
    keys = {item["code"]: item["key"] for item in attempt.instrument.content["items"] if item["reserve"]}
    assert response["Location"] == reverse("assessments:attempt", args=[attempt.pk])
    assert (len(codes), sum(keys[code] for code in codes)) == (6, 0)


def test_a_clear_report_offers_none(sari):
    attempt = finished(sari, SLUG, eager)
    post(sari, "clarify", attempt)
    attempt.refresh_from_db()
    assert (attempt.open_round, attempt.pages_of("clarify")) == ("", [])
    assert "perjelas" not in sari.get(reverse("assessments:report", args=[attempt.pk])).content.decode()


def test_the_round_is_scored_with_all_answers_into_a_second_report_beside_the_first(sari):
    attempt = unclear(sari)
    post(sari, "clarify", attempt)
    response = answer_round(sari, attempt, "3")
    first, second = attempt.reports.order_by("number")
    assert response["Location"] == reverse("assessments:report", args=[attempt.pk])
    assert (first.number, second.number, first.score, second.score) == (1, 2, 50.0, 50.0)
    assert second.band_high - second.band_low < first.band_high - first.band_low
    assert second.result["clarify"] == []


def test_htmx_is_told_to_open_the_report_instead_of_putting_it_into_the_page(sari):
    attempt = unclear(sari)
    post(sari, "clarify", attempt)
    attempt.refresh_from_db()
    report = reverse("assessments:report", args=[attempt.pk])
    number = attempt.open_pages[0]
    form = page_form(attempt, number)
    pages = [reverse("assessments:page", args=[attempt.pk, number])]
    pages += [reverse("assessments:autosave", args=[attempt.pk, 1]), reverse("assessments:page", args=[attempt.pk, 1])]
    met = [sari.post(path, form, headers={"HX-Request": "true"}) for path in pages]
    assert [(response.status_code, response["HX-Redirect"]) for response in met] == [(200, report)] * 3


def test_there_is_one_round_of_clarifying_and_no_second(sari):
    attempt = unclear(sari)
    post(sari, "clarify", attempt)
    answer_round(sari, attempt, "3")
    with pytest.raises(RoundRefused):
        start_round(attempt_id=attempt.pk, round_=Attempt.Round.CLARIFY)


def test_answers_behind_a_report_stay_while_a_round_is_open(sari):
    attempt = unclear(sari)
    post(sari, "clarify", attempt)
    before = Attempt.objects.get(pk=attempt.pk).answers
    response = sari.post(reverse("assessments:page", args=[attempt.pk, 1]), page_form(attempt, 1))
    assert response["Location"] == reverse("assessments:report", args=[attempt.pk])
    assert Attempt.objects.get(pk=attempt.pk).answers == before


def test_a_round_left_open_is_offered_to_go_on_with_and_the_report_stays_readable(sari):
    attempt = unclear(sari)
    post(sari, "clarify", attempt)
    attempt.refresh_from_db()
    page = sari.get(reverse("assessments:report", args=[attempt.pk])).content.decode()
    assert "Lanjutkan pertanyaan tambahan" in page
    resumed = sari.get(reverse("assessments:attempt", args=[attempt.pk]))
    assert resumed["Location"] == reverse("assessments:page", args=[attempt.pk, attempt.open_pages[0]])


def test_pressing_twice_opens_one_round(sari):
    attempt = unclear(sari)
    post(sari, "clarify", attempt)
    post(sari, "clarify", attempt)
    post(sari, "again", attempt)
    attempt.refresh_from_db()
    assert (attempt.open_round, len(attempt.pages_of("clarify")), attempt.pages_of("again")) == ("clarify", 1, [])


def test_no_round_opens_before_the_report(sari):
    attempt = start_attempt(sari, SLUG)
    assert post(sari, "clarify", attempt).status_code == 302
    with pytest.raises(RoundRefused):
        start_round(attempt_id=attempt.pk, round_=Attempt.Round.AGAIN)


def test_beliefs_answered_again_show_what_moved_and_change_no_score(sari):
    attempt = unclear(sari)
    right = {row["code"]: str(row["true"]).lower() for row in attempt.instrument.content["beliefs"]}
    post(sari, "again", attempt)
    attempt.refresh_from_db()
    for number in attempt.open_pages:
        codes = attempt.pages[number - 1]["codes"]
        answer_page(sari, attempt, number, {code: right[code.removesuffix(".again")] for code in codes})
    first, second = attempt.reports.order_by("number")
    assert first.result == second.result
    moved = {row["again"] for row in second.document_in("id")["beliefs"]["rows"]}
    assert moved == {"realistic"}
    page = sari.get(reverse("assessments:report", args=[attempt.pk])).content.decode()
    assert "Saat dijawab lagi: sekarang sesuai dengan kenyataan." in page


def test_the_first_report_says_nothing_of_a_second_answer(sari):
    report = unclear(sari).reports.get()
    assert {row["again"] for row in report.document_in("id")["beliefs"]["rows"]} == {None}


def test_a_report_is_compared_with_an_earlier_one_of_the_same_browser(sari):
    unclear(sari)
    attempt = finished(sari, SLUG, eager)
    page = sari.get(reverse("assessments:report", args=[attempt.pk])).content.decode()
    assert "Nilai kecocokan naik 50,0 poin" in page
    assert "Kolaborasi: naik 50,0 poin" in page


def test_an_earlier_report_of_somebody_else_is_compared_with_nothing(sari, budi):
    unclear(budi)
    attempt = finished(sari, SLUG, eager)
    page = sari.get(reverse("assessments:report", args=[attempt.pk])).content.decode()
    assert "Nilai kecocokan naik" not in page


def test_the_usual_time_is_said_once_enough_people_have_finished(sari):
    attempt = unclear(sari)
    start = reverse("assessments:start", args=[SLUG])
    template = Attempt.objects.values().get(pk=attempt.pk)
    for number in range(29):
        Attempt.objects.create(
            **template | {"id": None, "start_key": f"{number}", "resume_hash": f"{number}", "total_seconds": 421}
        )
    assert "menit" not in sari.get(start).content.decode()
    Attempt.objects.filter(pk=attempt.pk).update(total_seconds=421, finished_at=timezone.now())
    assert "8 menit" in sari.get(start).content.decode()
