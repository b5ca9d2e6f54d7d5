"""The whole quiz: by keys alone, without scripts, and with scripts that fail on the way."""

import re

import pytest
from playwright.sync_api import expect

from assessments.models import Attempt

from .seeker import ADULT

REPORT = "Laporan kecocokan Anda"


def test_the_whole_quiz_goes_by_keys_alone(seeker):
    seeker.open("assessments:start", "kepala-program-kesejahteraan-masyarakat")
    seeker.tab_to("^Langsung ke isi", most=1)
    seeker.press("Enter")
    for words in (ADULT, seeker.consent_words):
        seeker.tab_to(words)
        seeker.press("Space")
    seeker.tab_to("^Mulai kuis")
    seeker.press("Enter")
    expect(seeker.caption).to_have_text(re.compile("^Halaman 1 dari"))
    attempt = seeker.attempt
    pages = len(attempt.pages)
    for number in range(1, pages + 1):
        expect(seeker.caption).to_have_text(f"Halaman {number} dari {pages}")
        if number > 1:
            expect(seeker.heading).to_be_focused()
            assert seeker.focused["in_view"]
        answer_by_keys(seeker)
        seeker.tab_to("^Simpan")
        seeker.press("Enter")
    expect(seeker.heading).to_have_text("Periksa jawaban Anda")
    expect(seeker.heading).to_be_focused()
    seeker.tab_to("^Lihat hasil saya")
    seeker.press("Enter")
    expect(seeker.heading).to_have_text(REPORT)
    attempt.refresh_from_db()
    answered = [value for value in attempt.answers.values() if value is not None]
    assert len(attempt.answers) == sum(len(page["codes"]) for page in attempt.pages)
    assert len(answered) < len(attempt.answers)  # one was skipped by Space
    open_all_parts_by_keys(seeker)


def answer_by_keys(seeker):
    """The first question by arrows, the second by Space, the others by digits."""
    for question in range(seeker.questions.count()):
        seeker.tab_to(re.escape(seeker.options(question).first.evaluate("one => one.labels[0].textContent")))
        if question == 0:
            seeker.press("ArrowDown", "ArrowUp", "ArrowDown")
        elif question == 1:
            seeker.press("Space")
            seeker.press("ArrowUp")  # round the corner, to the last: "Lewati"
        else:
            seeker.press(str(1 + question % 3))
        assert seeker.focused["type"] == "radio", seeker.focused
        assert (seeker.focused["has_ring"], seeker.focused["in_view"]) == (True, True)
    chosen = seeker.chosen()
    assert (None in chosen, chosen[1]) == (False, "skip")


def open_all_parts_by_keys(seeker):
    parts = seeker.page.locator("details:visible > summary")
    first = parts.nth(0)
    words = first.evaluate("one => one.textContent.trim().replace(/\\s+/g, ' ')")
    seeker.tab_to(f"^{re.escape(words)}$")
    for key in ("Enter", "Enter", "Space"):
        seeker.press(key)
    assert first.evaluate("one => one.parentElement.open")


def test_the_digits_choose_in_the_question_that_has_the_focus_and_nowhere_else(seeker):
    seeker.begin()
    seeker.press("3")
    assert set(seeker.chosen()) == {None}
    seeker.options(1).first.focus()
    seeker.press("2")
    assert [value is not None for value in seeker.chosen()[:3]] == [False, True, False]
    seeker.press("9", "Control+1")
    expect(seeker.options(1).nth(1)).to_be_checked()


@pytest.fixture(params=["scripts off", "htmx is missing", "all scripts are missing", "scripts fail at load"])
def hampered(request, new_person, watch):
    seeker = new_person(java_script_enabled=request.param != "scripts off")
    if request.param == "htmx is missing":
        watch.allow("status of 404")
        seeker.page.route("**/htmx*.js", lambda route: route.fulfill(status=404))
    elif request.param == "all scripts are missing":
        watch.allow("status of 404")
        seeker.page.route("**/*.js", lambda route: route.fulfill(status=404))
    elif request.param == "scripts fail at load":
        watch.allow("broken on purpose")
        broken = {"content_type": "text/javascript", "body": "throw new Error('broken on purpose')"}
        seeker.page.route("**/*.js", lambda route: route.fulfill(**broken))
    return seeker


def test_the_whole_quiz_works_without_help(hampered):
    attempt = hampered.begin()
    hampered.send()
    expect(hampered.error_summary).to_contain_text("belum diisi")
    hampered.walk(0)
    expect(hampered.heading).to_have_text("Periksa jawaban Anda")
    hampered.finish_button.click()
    expect(hampered.heading).to_have_text(REPORT)
    hampered.page.locator("summary", has_text="Angka dalam tabel").click()
    expect(hampered.page.get_by_role("table").first).to_be_visible()
    attempt.refresh_from_db()
    assert (attempt.is_finished, None in attempt.answers.values()) == (True, False)
    assert Attempt.objects.count() == 1
