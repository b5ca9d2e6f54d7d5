"""A job seeker before the browser: what people see and do, by the names that they read.

Whatever the pages call a thing stands here once, so that a page that gains a field changes one helper.
"""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from assessments.models import Attempt
from tests.cast import SLUG

ADULT = "^18 tahun atau lebih"
FOCUSED = """() => {
  const element = document.activeElement;
  const ring = element.matches('input[type=radio]') ? element.nextElementSibling : element;
  const box = ring.getBoundingClientRect();
  const style = getComputedStyle(ring);
  return {
    tag: element.tagName,
    id: element.id,
    name: (element.labels && element.labels[0] || element).textContent.trim().replace(/\\s+/g, ' '),
    type: element.type || '',
    has_ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    in_view: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


class Seeker:
    def __init__(self, page: Page, site: str):
        self.page = page
        self.site = site

    # Coming in

    def open(self, name: str, *args) -> None:
        self.page.goto(self.site + reverse(name, args=args))

    def show(self, response) -> None:
        """Put a response of the test client before the browser, at its own address and with its own headers."""
        address = self.site + response.request["PATH_INFO"]
        headers = {name: value for name, value in response.items() if name.lower() not in {"content-length", "vary"}}
        answer = {"status": response.status_code, "headers": headers, "body": response.content}
        jar = [
            {"name": name, "value": morsel.value, "url": self.site} for name, morsel in response.client.cookies.items()
        ]
        self.page.context.add_cookies([cookie for cookie in jar if cookie["value"]])
        self.page.route(address, lambda route: route.fulfill(**answer))
        self.page.goto(address)

    def take_over(self, client: Client) -> None:
        """Go on in the session of a test client."""
        name = settings.SESSION_COOKIE_NAME
        self.page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.site}])

    def begin(self, slug: str = SLUG) -> Attempt:
        self.open("assessments:start", slug)
        self.agree()
        self.begin_button.click()
        expect(self.caption).to_contain_text("Halaman 1 dari")
        return self.attempt

    def agree(self) -> None:
        """Fill in the start page as an adult who consents."""
        self.page.get_by_role("radio", name=re.compile(ADULT)).check()
        self.consent.check()

    @property
    def attempt(self) -> Attempt:
        """The one whose page is open."""
        return Attempt.objects.get(pk=re.search(r"/kuis/([0-9a-f-]{36})/", self.page.url)[1])

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    # What stands on the pages

    @property
    def consent(self) -> Locator:
        return self.page.locator("#setuju")

    @property
    def consent_words(self) -> str:
        """How the name of the consent begins, as a pattern."""
        return re.escape(self.consent.evaluate("one => one.labels[0].textContent.trim().slice(0, 30)"))

    @property
    def begin_button(self) -> Locator:
        return self.page.get_by_role("button", name="Mulai kuis")

    @property
    def heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    @property
    def caption(self) -> Locator:
        return self.page.locator("#halaman .caption")

    @property
    def saved_line(self) -> Locator:
        return self.page.locator("#kemajuan")

    @property
    def unsaved_words(self) -> Locator:
        return self.page.locator("#sambungan .words")

    @property
    def try_again_button(self) -> Locator:
        return self.page.get_by_role("button", name="Coba simpan lagi")

    @property
    def questions(self) -> Locator:
        return self.page.locator("fieldset.question")

    @property
    def send_button(self) -> Locator:
        return self.page.locator("#isian").get_by_role("button", name=re.compile("^Simpan"))

    @property
    def finish_button(self) -> Locator:
        return self.page.get_by_role("button", name="Lihat hasil saya")

    @property
    def error_summary(self) -> Locator:
        return self.page.locator("#kesalahan")

    def options(self, question: int) -> Locator:
        """The radio buttons of a question of this page, counted from 0."""
        return self.questions.nth(question).get_by_role("radio")

    def chosen(self) -> list[str | None]:
        """The value chosen in each question of this page."""
        return self.page.evaluate(
            "[...document.querySelectorAll('fieldset.question')]"
            ".map(one => one.querySelector('input:checked')?.value ?? null)"
        )

    @property
    def code_field(self) -> Locator:
        return self.page.get_by_role("textbox", name="Kode lanjut")

    @property
    def open_button(self) -> Locator:
        return self.page.get_by_role("button", name="Buka", exact=True)

    # What people do

    def answer_all(self, option: int = 0) -> None:
        """Choose the same option in each question of this page."""
        for question in range(self.questions.count()):
            self.options(question).nth(option).check()

    def send(self) -> None:
        self.send_button.click()

    def walk(self, option: int = 0) -> None:
        """Answer every page from this one on, up to the check of all answers or the report."""
        while self.questions.count():
            before = self.caption.inner_text()
            self.answer_all(option)
            self.send()
            expect(self.page.locator("#halaman .caption", has_text=before)).to_have_count(0)

    def open_all_parts(self) -> None:
        self.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")

    # Keys

    @property
    def focused(self) -> dict:
        return self.page.evaluate(FOCUSED)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, name: str, *, most: int = 120) -> None:
        """Press Tab until the focus is on what is called so; on the way it must be seen everywhere."""
        for _ in range(most):
            self.press("Tab")
            focused = self.focused
            assert (focused["has_ring"], focused["in_view"]) == (True, True), focused
            if re.search(name, focused["name"]):
                return
        raise AssertionError(f"Tab does not come to {name!r}")
