"""One phone, several people: coming back by code, leaving without a trace, and what a forwarded address shows."""

import re

from playwright.sync_api import expect

from assessments.codes import read_code
from tests.cast import eager, finished

PERSONAL = re.compile("Laporan kecocokan Anda|Periksa jawaban Anda|Kode lanjut Anda|pertanyaan dijawab")


def test_the_code_opens_the_quiz_in_another_browser(seeker, new_person):
    attempt = seeker.begin()
    code = seeker.page.locator(".code").inner_text()
    seeker.answer_all(1)
    seeker.send()
    expect(seeker.caption).to_contain_text("Halaman 2 dari")
    elsewhere = new_person()
    elsewhere.open("assessments:resume")
    elsewhere.code_field.fill(code.lower().replace("-", " "))
    elsewhere.open_button.click()
    expect(elsewhere.caption).to_contain_text("Halaman 2 dari")
    assert elsewhere.attempt == attempt
    elsewhere.page.get_by_role("link", name="Kembali", exact=True).click()
    expect(elsewhere.caption).to_contain_text("Halaman 1 dari")
    assert None not in elsewhere.chosen()


def test_leaving_a_shared_phone_leaves_nothing_behind(seeker, people, watch):
    watch.allow("status of 404")
    attempt = finished(people.sari, chooser=eager)
    seeker.take_over(people.sari)
    page = seeker.page
    seeker.open("assessments:page", people.sari.attempt.pk, 1)
    seeker.answer_all(0)
    seeker.send()
    expect(seeker.caption).to_contain_text("Halaman 2 dari")
    seeker.open("assessments:check", people.sari.attempt.pk)
    seeker.open("assessments:report", attempt.pk)
    page.get_by_role("link", name="Selesai & hapus jejak di ponsel ini").click()
    expect(page.locator(".code").first).to_be_visible()
    page.get_by_role("button", name="Hapus jejak sekarang").click()
    expect(seeker.heading).to_have_text("Peramban ini sudah tidak terhubung")
    assert [cookie["name"] for cookie in page.context.cookies()] == []
    assert kept_by(page) == {"session": 0, "local": 0, "caches": [], "databases": []}
    for _ in range(5):
        page.go_back(wait_until="commit")
        expect(page.locator("main")).not_to_contain_text(PERSONAL)
    for _ in range(5):
        page.go_forward(wait_until="commit")
        expect(page.locator("main")).not_to_contain_text(PERSONAL)


def kept_by(page):
    return page.evaluate(
        """async () => ({
          session: sessionStorage.length, local: localStorage.length,
          caches: await caches.keys(), databases: await indexedDB.databases(),
        })"""
    )


def test_the_quiz_keeps_nothing_in_the_browsers_storage(seeker):
    seeker.begin()
    seeker.answer_all(0)
    seeker.send()
    expect(seeker.caption).to_contain_text("Halaman 2 dari")
    assert kept_by(seeker.page) == {"session": 0, "local": 0, "caches": [], "databases": []}


def test_a_forwarded_address_shows_a_stranger_only_the_way_in(seeker, people, watch):
    watch.allow("status of 404")
    attempt = finished(people.sari, chooser=eager)
    for name in ("report", "check", "attempt", "code", "delete"):
        seeker.open(f"assessments:{name}", attempt.pk)
        expect(seeker.heading).to_have_text("Halaman ini tidak dapat dibuka di sini")
        assert attempt.instrument.profession.name not in seeker.page.locator("main").inner_text()
    seeker.page.get_by_role("link", name="Buka dengan kode lanjut").click()
    expect(seeker.code_field).to_be_visible()


def test_no_address_on_the_way_carries_a_secret(seeker, new_person, watch):
    attempt = seeker.begin()
    code = seeker.page.locator(".code").inner_text()
    seeker.walk(1)
    seeker.finish_button.click()
    expect(seeker.heading).to_have_text("Laporan kecocokan Anda")
    seeker.open("assessments:code", attempt.pk)
    elsewhere = new_person()
    elsewhere.open("assessments:resume")
    elsewhere.code_field.fill(code)
    elsewhere.open_button.click()
    expect(elsewhere.heading).to_have_text("Laporan kecocokan Anda")
    attempt.refresh_from_db()
    secrets = [code, read_code(code), attempt.start_key, attempt.resume_hash, *attempt.keys]
    secrets += [cookie["value"] for cookie in seeker.page.context.cookies()]
    assert [(one, url) for one in secrets for url in watch.visited if one in url] == []
    assert [url for url in watch.visited if "?" in url] == []


def test_a_copied_code_is_the_code(new_person):
    seeker = new_person(permissions=["clipboard-read", "clipboard-write"])
    seeker.begin()
    code = seeker.page.locator(".code").inner_text()
    seeker.page.get_by_role("button", name="Salin kode").click()
    expect(seeker.page.get_by_role("button", name="Tersalin")).to_be_visible()
    assert seeker.page.evaluate("navigator.clipboard.readText()") == code
