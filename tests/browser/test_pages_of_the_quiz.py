"""Back, forward and reload; missing answers; the check of all answers; the rounds after the report."""

import re

from django.utils import timezone
from playwright.sync_api import expect

from assessments import services
from tests.cast import SLUG, answer_page, finished


def test_back_and_forward_show_whole_pages_with_their_answers(seeker):
    attempt = seeker.begin()
    pages = len(attempt.pages)
    for number in range(1, 6):
        expect(seeker.caption).to_have_text(f"Halaman {number} dari {pages}")
        seeker.answer_all(number % 3)
        seeker.send()
    expect(seeker.caption).to_have_text(f"Halaman 6 dari {pages}")
    for number in range(5, 0, -1):
        seeker.page.go_back()
        assert_whole_page(seeker, number, pages)
    for number in range(2, 6):
        seeker.page.go_forward()
        assert_whole_page(seeker, number, pages)
    seeker.page.reload()
    assert_whole_page(seeker, 5, pages)
    seeker.page.go_back()
    assert_whole_page(seeker, 4, pages)
    seeker.answer_all(0)
    seeker.send()
    expect(seeker.error_summary).to_have_count(0)
    assert_whole_page(seeker, 5, pages)


def assert_whole_page(seeker, number, pages):
    expect(seeker.caption).to_have_text(f"Halaman {number} dari {pages}")
    expect(seeker.page.get_by_role("navigation", name="Utama")).to_have_count(1)
    expect(seeker.page.locator("main")).to_have_count(1)
    assert seeker.page.evaluate("getComputedStyle(document.querySelector('.options span')).display") == "flex"
    assert None not in seeker.chosen()


def test_a_page_kept_by_the_browser_asks_the_server_again(seeker, people):
    attempt = people.sari.attempt
    seeker.take_over(people.sari)
    answer_page(people.sari, attempt, 1)
    seeker.open("assessments:page", attempt.pk, 1)
    was_kept = "addEventListener('pageshow', event => sessionStorage.setItem('kept', event.persisted))"
    seeker.page.evaluate(was_kept)
    seeker.page.get_by_role("link", name="Cara kerja").click()
    expect(seeker.heading).to_contain_text("Bagaimana nilai dihitung")
    code = attempt.pages[0]["codes"][0]
    answer_page(people.sari, attempt, 1, {code: "false"})
    seeker.page.go_back()
    expect(seeker.options(0).nth(1)).to_be_checked()
    assert seeker.page.evaluate("sessionStorage.getItem('kept')") == "true"


def test_missing_answers_are_summed_up_and_the_focus_goes_there(seeker):
    seeker.begin()
    seeker.options(0).first.check()
    seeker.send()
    expect(seeker.error_summary).to_be_visible()
    expect(seeker.page).to_have_title(re.compile("^Kesalahan: Halaman 1 dari .+ - Arah Karier$"))
    expect(seeker.error_summary).to_be_focused()
    assert seeker.focused["in_view"]
    link = seeker.error_summary.get_by_role("link").first
    expect(link).to_have_text("Pertanyaan 2 belum diisi")
    link.click()
    expect(seeker.options(1).first).to_be_focused()
    expect(seeker.questions.nth(1)).to_have_accessible_description("Pilih satu jawaban dulu, atau pilih “Lewati”.")
    seeker.answer_all(2)
    seeker.send()
    expect(seeker.caption).to_contain_text("Halaman 2 dari")
    expect(seeker.page).not_to_have_title(re.compile("^Kesalahan:"))


def test_missing_answers_are_summed_up_without_scripts_too(new_person):
    plain = new_person(java_script_enabled=False)
    plain.begin()
    plain.send()
    expect(plain.page).to_have_title(re.compile("^Kesalahan:"))
    expect(plain.error_summary.get_by_role("link").first).to_have_attribute("href", re.compile("^#q-.+-1$"))


def test_a_start_without_consent_says_what_is_missing(seeker):
    seeker.open("assessments:start", SLUG)
    seeker.begin_button.click()
    expect(seeker.page).to_have_title(re.compile("^Kesalahan:"))
    expect(seeker.error_summary).to_be_focused()
    seeker.error_summary.get_by_role("link").last.click()
    expect(seeker.consent).to_be_focused()


def test_a_code_that_opens_nothing_says_so_where_the_focus_is(seeker):
    seeker.open("assessments:resume")
    seeker.code_field.fill("bukan kode")
    seeker.open_button.click()
    expect(seeker.page).to_have_title(re.compile("^Kesalahan:"))
    expect(seeker.error_summary).to_be_focused()


def test_the_links_of_the_check_come_back_to_it(seeker, people):
    attempt = people.sari.attempt
    seeker.take_over(people.sari)
    for number in range(1, len(attempt.pages) + 1):
        answer_page(people.sari, attempt, number)
    seeker.open("assessments:check", attempt.pk)
    code = attempt.pages[2]["codes"][1]
    seeker.page.locator(f"a[href$='#q-{code}']").click()
    question = seeker.page.locator(f"#q-{code}")
    expect(question).to_be_in_viewport()
    question.get_by_role("radio").first.check()
    seeker.send()
    expect(seeker.heading).to_have_text("Periksa jawaban Anda")
    expect(seeker.heading).to_be_focused()
    attempt.refresh_from_db()
    assert attempt.answers[code] == 1
    seeker.page.locator(f"a[href$='#q-{code}']").click()
    seeker.page.get_by_role("link", name="Kembali ke daftar jawaban").click()
    expect(seeker.heading).to_have_text("Periksa jawaban Anda")


def test_the_clarifying_round_is_offered_and_done_once(seeker, people):
    attempt = finished(people.sari)
    seeker.take_over(people.sari)
    seeker.open("assessments:report", attempt.pk)
    before = seeker.page.locator(".outcome .lead").inner_text()
    offer = seeker.page.get_by_role("button", name="Jawab pernyataan tambahan")
    offer.click()
    expect(seeker.heading).to_have_text("Beberapa pernyataan lagi")
    seeker.walk(2)
    expect(seeker.heading).to_have_text("Laporan kecocokan Anda")
    expect(seeker.page.locator(".outcome .lead")).not_to_have_text(before)
    expect(offer).to_have_count(0)
    assert attempt.reports.count() == 2


def test_beliefs_are_answered_again_and_the_change_is_shown(seeker, people):
    attempt = finished(people.sari)
    seeker.take_over(people.sari)
    seeker.open("assessments:report", attempt.pk)
    seeker.page.get_by_role("button", name="Jawab lagi").click()
    expect(seeker.heading).to_have_text("Dugaan Anda sekarang")
    seeker.walk(0)
    expect(seeker.heading).to_have_text("Laporan kecocokan Anda")
    expect(seeker.page.get_by_text("Saat dijawab lagi:").first).to_be_visible()


def test_a_page_that_was_left_open_leads_to_the_report_once_there_is_one(seeker, people):
    attempt = people.sari.attempt
    seeker.take_over(people.sari)
    seeker.open("assessments:page", attempt.pk, 1)
    services.finish_round(attempt_id=attempt.pk, now=timezone.now())
    # A click alone: the report may be there before anybody could look whether the radio is chosen.
    seeker.options(0).first.click()
    expect(seeker.heading).to_have_text("Laporan kecocokan Anda")
