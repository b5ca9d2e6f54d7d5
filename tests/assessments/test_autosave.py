"""Saving while a page is filled in: as durable as sending it, and never in its way."""

import pytest
from django.urls import reverse

from assessments.models import Attempt
from tests.cast import SISTER, finished, page_form


@pytest.fixture
def form(sari):
    return page_form(sari.attempt, 1, {})


@pytest.fixture
def send(sari, form):
    """A function that saves these answers of page 1 under the page's own key."""

    def save(answers, sequence, *, whole=False):
        path = reverse("assessments:page" if whole else "assessments:autosave", args=[sari.attempt.pk, 1])
        fields = {f"q-{code}": value for code, value in answers.items()}
        return sari.post(path, {**form, "urutan": str(sequence), **fields})

    return save


@pytest.fixture
def codes(sari):
    return sari.attempt.pages[0]["codes"]


def answers_of(sari):
    return Attempt.objects.get(pk=sari.attempt.pk).answers


def test_a_choice_is_stored_and_said_so(sari, send, codes):
    response = send({codes[0]: "true"}, 1)
    assert answers_of(sari) == {codes[0]: "true"}
    assert "Tersimpan pukul" in response.content.decode()
    assert "1 dari 48" in response.content.decode()


def test_a_page_that_is_being_filled_in_is_not_told_what_is_missing(send, codes):
    assert "belum diisi" not in send({codes[0]: "true"}, 1).content.decode()


def test_a_choice_overtaken_on_the_way_does_not_come_back(sari, send, codes):
    send({codes[0]: "false"}, 2)
    send({codes[0]: "true"}, 1)
    assert answers_of(sari) == {codes[0]: "false"}


def test_a_choice_taken_back_to_an_earlier_one_is_stored(sari, send, codes):
    for sequence, value in enumerate(("true", "false", "true"), start=1):
        send({codes[0]: value}, sequence)
    assert answers_of(sari) == {codes[0]: "true"}


def test_a_late_choice_does_not_undo_the_page_that_was_sent_after_it(sari, send, codes):
    send(dict.fromkeys(codes, "false"), 3, whole=True)
    send({codes[0]: "true"}, 2)
    assert answers_of(sari) == dict.fromkeys(codes, "false")


def test_a_choice_sent_again_after_the_line_dropped_has_one_effect(sari, send, codes):
    send({codes[0]: "true"}, 1)
    send({codes[0]: "true"}, 2)
    send({codes[0]: "true"}, 2)
    assert answers_of(sari) == {codes[0]: "true"}


def test_a_choice_that_another_tab_changed_meanwhile_is_not_overwritten(sari, send, codes):
    other = page_form(sari.attempt, 1, {codes[0]: "true"})
    sari.post(reverse("assessments:page", args=[sari.attempt.pk, 1]), other)
    response = send({codes[0]: "false"}, 1)
    assert answers_of(sari) == {codes[0]: "true"}
    assert "diubah di tab lain" in response.content.decode()


def test_a_stale_tab_does_not_overwrite_with_its_second_choice_either(sari, send, codes):
    other = page_form(sari.attempt, 1, {codes[0]: "true"})
    sari.post(reverse("assessments:page", args=[sari.attempt.pk, 1]), other)
    send({codes[0]: "false"}, 1)
    response = send({codes[0]: "false", codes[1]: "false"}, 2)
    assert answers_of(sari) == {codes[0]: "true", codes[1]: "false"}
    assert "diubah di tab lain" in response.content.decode()


def test_saving_choice_by_choice_does_not_make_the_page_look_fast(sari, send, form, codes):
    form["mulai"] = "1"
    send({codes[0]: "true"}, 1)
    assert Attempt.objects.get(pk=sari.attempt.pk).seconds == {}


def test_a_finished_attempt_takes_no_choice(sari):
    attempt = finished(sari, SISTER)
    response = sari.post(reverse("assessments:autosave", args=[attempt.pk, 1]), page_form(attempt, 1))
    assert response["Location"] == reverse("assessments:report", args=[attempt.pk])


@pytest.mark.parametrize("sequence", ["0", "-1", "9" * 30, "x", "\x00"])
def test_a_number_that_no_page_sends_is_refused(sari, send, codes, sequence):
    assert send({codes[0]: "true"}, sequence).status_code == 400
    assert answers_of(sari) == {}
