"""A person's browser as a program: it walks the quiz over HTTP and keeps a ledger of what it was told.

It is deaf to nothing: an unknown reply is sent again with the same key, pages are rewritten, forms come twice, two
tabs contradict each other. All traffic goes to 127.0.0.1.
"""

import http.client
import random
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from careerguide.port import ADDRESS

from .ledger import Ledger

SLUG = "kepala-program-kesejahteraan-masyarakat"
START = f"/profesi/{SLUG}/kuis/"
SAVED = "Tersimpan: "
REFUSED = "sudah diubah di tab lain"
PAGE_URL = re.compile(r"/kuis/([0-9a-f-]{36})/(\d+)/$")
REPORT_URL = re.compile(r"/kuis/[0-9a-f-]{36}/laporan/$")
ANYWHERE = re.compile("")
MOST_TRIES = 5_000
PATIENCE = 30  # seconds for one reply
ODDS = {"forward": 10, "rewrite": 3, "twice": 2, "two tabs": 2, "back": 2}


class NoReply(Exception):
    """The line broke before the whole reply was there."""


class Surprise(Exception):
    """A reply that no honest client should get."""


class Stopped(Exception):
    """The walk was told to end."""


class Gate:
    """Lets requests out while it is open; `close` waits until those that are out have come back or are lost."""

    def __init__(self):
        self._changed = threading.Condition()
        self._open = True
        self._stopped = False
        self._out = 0

    def __enter__(self):
        with self._changed:
            self._changed.wait_for(lambda: self._open or self._stopped)
            if self._stopped:
                raise Stopped
            self._out += 1

    def __exit__(self, *error):
        with self._changed:
            self._out -= 1
            self._changed.notify_all()

    def close(self) -> None:
        with self._changed:
            self._open = False
            if not self._changed.wait_for(lambda: self._out == 0, timeout=2 * PATIENCE):
                raise AssertionError("a request never ended")

    def open(self) -> None:
        with self._changed:
            self._open = True
            self._changed.notify_all()

    def stop(self) -> None:
        """No request leaves any more."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()


@dataclass(frozen=True)
class Reply:
    status: int
    path: str  # where the redirects ended
    text: str


class Form(HTMLParser):
    """The page's form: hidden `fields`, and what each question offers, as a browser sees them."""

    def __init__(self, text: str):
        super().__init__()
        self.fields: dict[str, str] = {}
        self.choices: dict[str, list[str]] = {}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        field = dict(attributes)
        if tag != "input" or "name" not in field:
            return
        if field.get("type") == "radio":
            self.choices.setdefault(field["name"], []).append(field["value"])
        elif field.get("type") == "hidden":
            self.fields[field["name"]] = field["value"]

    @property
    def key(self) -> str:
        return self.fields["kunci"]

    def answers(self, turn: int) -> dict[str, str]:
        """One answer a question; those of neighbouring turns differ in every question."""
        return {name: values[(turn + place) % len(values)] for place, (name, values) in enumerate(self.choices.items())}


class Browser:
    """Cookies and one connection; every reply is read to its end."""

    def __init__(self, port: int, gate: Gate | None = None, cookies: dict[str, str] | None = None):
        self.port = port
        self.gate = gate or Gate()
        self.cookies = dict(cookies or {})
        self._connection = None

    def tab(self) -> "Browser":
        """A second connection of the same person."""
        return Browser(self.port, self.gate, self.cookies)

    def get(self, path: str) -> Reply:
        return self.ask("GET", path)

    def post(self, path: str, fields: dict[str, str], *, follow: bool = True) -> Reply:
        return self.ask("POST", path, urlencode(fields), follow=follow)

    def ask(self, method: str, path: str, body: str | None = None, *, follow: bool = True) -> Reply:
        for _ in range(5):
            status, location, text = self._exchange(method, path, body)
            if not (follow and location):
                return Reply(status, location or path, text)
            method, path, body = "GET", location, None
        raise AssertionError(f"redirected in a circle at {path}")

    def close(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None

    def _exchange(self, method, path, body):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            with self.gate:
                if self._connection is None:
                    self._connection = http.client.HTTPConnection(ADDRESS, self.port, timeout=PATIENCE)
                self._connection.request(method, path, body, headers)
                response = self._connection.getresponse()
                text = response.read().decode()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise NoReply(f"{method} {path}: {error!r}") from error
        for line in response.headers.get_all("Set-Cookie", ()):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        if response.headers.get("Connection") == "close":
            self.close()
        return response.status, response.headers.get("Location"), text


class Walker:
    """Walks quiz after quiz until its gate is stopped."""

    def __init__(self, port: int, gate: Gate, ledger: Ledger, seed: int, *, longest: int = 80):
        self.browser = Browser(port, gate)
        self.ledger = ledger
        self.random = random.Random(seed)
        self.longest = longest  # steps in one attempt: fewer sends than the product remembers
        self.turn = 0

    def run(self) -> None:
        try:
            while True:
                self.walk()
        except Stopped:
            pass
        except Surprise as surprise:
            self.ledger.write("surprise", what=str(surprise))
        finally:
            self.close()

    def close(self) -> None:
        self.browser.close()
        self.ledger.close()

    def walk(self) -> None:
        """One quiz from consent to report, or as many steps as one attempt may take."""
        attempt, here = self.begin()
        for _ in range(self.longest):
            match = PAGE_URL.search(here.path)
            if match is None:
                return self.finish(attempt, here)
            here = self.step(attempt, int(match[2]), Form(here.text))

    def answer_all(self) -> tuple[str, Reply]:
        """A quiz without detours up to the check of all answers."""
        attempt, here = self.begin()
        while match := PAGE_URL.search(here.path):
            here = self.save(attempt, match[0], Form(here.text))
        return attempt, here

    def begin(self) -> tuple[str, Reply]:
        form = Form(self.persist(lambda: self.browser.get(START)).text)
        self.ledger.write("begin", key=form.key)
        reply = self.persist(
            lambda: self.browser.post(START, form.fields | {"usia": "dewasa", "setuju": "on"}), PAGE_URL
        )
        attempt = PAGE_URL.search(reply.path)[1]
        self.ledger.write("begun", key=form.key, attempt=attempt)
        return attempt, reply

    def step(self, attempt: str, number: int, form: Form) -> Reply:
        """Send page `number`, now and then in one of the ways in which people surprise a server; the next page."""
        way = self.random.choices(list(ODDS), list(ODDS.values()))[0]
        path = f"/kuis/{attempt}/{number}/"
        if way == "rewrite" and number > 1:
            earlier = f"/kuis/{attempt}/{self.random.randrange(1, number)}/"
            return self.save(attempt, earlier, Form(self.persist(lambda: self.browser.get(earlier), PAGE_URL).text))
        if way == "twice":
            answers = self.new_answers(form)
            self.together(attempt, path, [(form, answers), (form, answers)])
            return self.save(attempt, path, form, answers)
        if way == "two tabs":
            other = Form(self.persist(lambda: self.browser.get(path), PAGE_URL).text)
            self.together(attempt, path, [(tab, self.new_answers(tab)) for tab in (form, other)])
            return self.persist(lambda: self.browser.get(path), PAGE_URL)
        reply = self.save(attempt, path, form)
        return self.save(attempt, path, form) if way == "back" else reply

    def new_answers(self, form: Form) -> dict[str, str]:
        self.turn += 1
        return form.answers(self.turn)

    def save(self, attempt, path, form, answers=None) -> Reply:
        """Send the same form again until it was taken, as a person would who reads "Belum tersimpan"."""
        answers = answers or self.new_answers(form)
        return self.persist(lambda: self.send(self.browser, attempt, path, form, answers))

    def together(self, attempt, path, forms) -> None:
        """All at once over connections of their own; which of them arrive, and in which order, stays open."""

        def send(form, answers):
            tab = self.browser.tab()
            try:
                self.send(tab, attempt, path, form, answers)
            except NoReply:
                pass
            finally:
                tab.close()

        with ThreadPoolExecutor(len(forms)) as pool:
            list(pool.map(send, *zip(*forms, strict=True)))

    def send(self, browser, attempt, path, form, answers) -> Reply:
        send = self.ledger.invoke(attempt=attempt, key=form.key, page=path, answers=answers)
        reply = browser.post(path, form.fields | answers)
        if reply.status == 200 and REFUSED in reply.text:
            self.ledger.write("refused", send=send)
        elif reply.status == 200 and SAVED in reply.text:
            self.ledger.write("ok", send=send)
        return reply

    def finish(self, attempt: str, here: Reply) -> None:
        self.ledger.write("finish", attempt=attempt)
        fields = Form(here.text).fields
        self.persist(lambda: self.browser.post(f"/kuis/{attempt}/selesai/", fields), REPORT_URL)
        self.ledger.write("finished", attempt=attempt)

    def persist(self, ask, where: re.Pattern = ANYWHERE) -> Reply:
        """The first reply that is neither lost nor "Belum tersimpan"; a Surprise unless it is a page and from there."""
        for _ in range(MOST_TRIES):
            try:
                reply = ask()
            except NoReply:
                continue
            if reply.status == 503:
                continue
            if reply.status != 200 or not where.search(reply.path):
                raise Surprise(f"{reply.status} {reply.path}")
            return reply
        raise Surprise("no reply in many tries")
