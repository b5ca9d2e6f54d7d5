"""What is chosen is kept: said so only when it is stored, and kept on the page while the line is down."""

import re

import pytest
from playwright.sync_api import expect

from assessments.models import Attempt

SAVED = re.compile(r"^Tersimpan pukul \d\d\.\d\d")
TOLD_WITHIN = 3_000  # milliseconds
OFFLINE = "ERR_INTERNET_DISCONNECTED|htmx:sendError"


@pytest.fixture
def attempt(seeker):
    return seeker.begin()


def stored(attempt):
    return Attempt.objects.get(pk=attempt.pk).answers


def test_a_choice_is_stored_at_once_and_still_chosen_after_a_reload(seeker, attempt):
    seeker.options(0).first.check()
    expect(seeker.saved_line).to_have_text(SAVED)
    assert len(stored(attempt)) == 1
    seeker.page.reload()
    assert [value is not None for value in seeker.chosen()][:2] == [True, False]
    expect(seeker.saved_line).to_contain_text("Tersimpan: 1 dari")


def test_saved_is_said_only_after_the_commit(seeker, attempt):
    held = []
    seeker.page.route("**/simpan/", lambda route: held.append(route))
    with seeker.page.expect_request("**/simpan/"):
        seeker.options(0).first.check()
    expect(seeker.saved_line).not_to_have_text(SAVED)
    assert stored(attempt) == {}
    held[0].continue_()
    expect(seeker.saved_line).to_have_text(SAVED)
    assert len(stored(attempt)) == 1


def test_choosing_moves_neither_page_nor_focus(seeker, attempt):
    last = seeker.questions.count() - 1
    seeker.options(last).first.focus()
    before = seeker.page.evaluate("scrollY")
    seeker.press("Space")
    expect(seeker.saved_line).to_have_text(SAVED)
    assert seeker.focused["id"] == seeker.options(last).first.get_attribute("id")
    assert abs(seeker.page.evaluate("scrollY") - before) < 2


def test_a_cut_line_is_told_in_words_and_nothing_is_lost_when_it_returns(seeker, attempt, watch):
    watch.allow(OFFLINE)
    seeker.page.context.set_offline(True)
    for question in range(3):
        seeker.options(question).nth(1).check()
    expect(seeker.unsaved_words).to_have_text(re.compile("^Belum tersimpan"), timeout=TOLD_WITHIN)
    expect(seeker.unsaved_words).to_be_in_viewport()
    chosen = seeker.chosen()
    assert stored(attempt) == {}
    with seeker.page.expect_response("**/simpan/"):
        seeker.page.context.set_offline(False)
    expect(seeker.unsaved_words).to_be_hidden()
    expect(seeker.saved_line).to_have_text(SAVED)
    assert seeker.chosen() == chosen
    assert len(stored(attempt)) == 3


def test_pressing_the_button_sends_again_without_waiting_for_the_browser_to_notice_the_line(seeker, attempt, watch):
    watch.allow("ERR_CONNECTION_FAILED|ERR_FAILED|htmx:sendError")
    seeker.page.route("**/simpan/", lambda route: route.abort("connectionfailed"))
    seeker.options(0).nth(1).check()
    expect(seeker.try_again_button).to_be_visible(timeout=TOLD_WITHIN)
    seeker.page.unroute("**/simpan/")
    seeker.try_again_button.click()
    expect(seeker.saved_line).to_have_text(SAVED)
    expect(seeker.try_again_button).to_be_hidden()
    assert seeker.focused["tag"] != "BODY"
    assert len(stored(attempt)) == 1


def test_a_whole_page_sent_into_a_cut_line_stays_with_its_answers_and_goes_on_later(seeker, attempt, watch):
    watch.allow(OFFLINE)
    seeker.page.context.set_offline(True)
    seeker.answer_all(1)
    seeker.send()
    expect(seeker.unsaved_words).to_be_visible(timeout=TOLD_WITHIN)
    assert None not in seeker.chosen()
    with seeker.page.expect_response("**/simpan/"):
        seeker.page.context.set_offline(False)
    expect(seeker.unsaved_words).to_be_hidden()
    seeker.send()
    expect(seeker.caption).to_contain_text("Halaman 2 dari")
    assert len(stored(attempt)) == len(attempt.pages[0]["codes"])


def test_a_server_that_cannot_store_is_told_in_words(seeker, attempt, watch):
    watch.allow("503")
    watch.allow("Response Status Error Code 503")
    seeker.page.route("**/simpan/", lambda route: route.fulfill(status=503, body="Belum tersimpan"))
    seeker.options(0).first.check()
    expect(seeker.unsaved_words).to_have_text(re.compile("^Belum tersimpan"), timeout=TOLD_WITHIN)
    expect(seeker.saved_line).not_to_have_text(SAVED)
    assert seeker.chosen()[0] is not None


def test_a_double_tap_sends_a_page_once(seeker, attempt):
    seeker.answer_all()
    expect(seeker.saved_line).to_contain_text(f"{seeker.questions.count()} dari")
    seeker.send_button.dblclick()
    expect(seeker.caption).to_contain_text("Halaman 2 dari")
    expect(seeker.error_summary).to_have_count(0)
    assert set(stored(attempt)) == set(attempt.pages[0]["codes"])


def test_a_double_tap_begins_one_attempt(seeker):
    seeker.open("assessments:start", "pekerja-sosial")
    seeker.agree()
    seeker.begin_button.dblclick()
    expect(seeker.caption).to_contain_text("Halaman 1 dari")
    assert Attempt.objects.count() == 1


def test_a_double_tap_makes_one_report(seeker, people):
    seeker.take_over(people.sari)
    seeker.open("assessments:check", people.sari.attempt.pk)
    seeker.finish_button.dblclick()
    expect(seeker.heading).to_have_text("Laporan kecocokan Anda")
    assert people.sari.attempt.reports.count() == 1


def test_two_tabs_do_not_overwrite_each_other_without_a_word(seeker, attempt):
    other = type(seeker)(seeker.page.context.new_page(), seeker.site)
    other.page.goto(seeker.page.url)
    seeker.answer_all(0)
    seeker.send()
    expect(seeker.caption).to_contain_text("Halaman 2 dari")
    kept = stored(attempt)
    other.answer_all(1)
    expect(other.saved_line).to_contain_text("sudah diubah di tab lain")
    other.send()
    expect(other.error_summary).to_contain_text("sudah diubah di tab lain")
    expect(other.questions.first).to_contain_text(re.compile(r"Tersimpan: .+\. Pilihan Anda di sini: .+\."))
    assert stored(attempt) == kept
    expect(other.error_summary).to_be_focused()
