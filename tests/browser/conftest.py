"""A real browser before the real site: every page it opens is watched, and any complaint fails the test."""

import os
import re
import shutil
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from tests.states import STATES

from .seeker import Seeker

HERE = __file__.rpartition("/")[0]
SLOW_TO_LOAD = 5_000  # milliseconds


def pytest_collection_modifyitems(items):
    for item in items:
        if str(item.path).startswith(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def the_drivers_loop_is_no_reason_to_refuse():
    """The driver runs an event loop in the test's thread, which Django takes for an asynchronous view."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory):
    """A database in a file: server and test must not share one connection, and its transaction."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("browser") / "test.sqlite3")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": shutil.which("chromium"),
        # The driver switches off the cache that Back takes pages from; people's browsers have it.
        "ignore_default_args": ["--disable-back-forward-cache"],
        "args": ["--no-sandbox"] if os.geteuid() == 0 else [],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    phone = {"viewport": {"width": 360, "height": 740}, "locale": "id-ID", "timezone_id": "Asia/Jakarta"}
    return {**browser_context_args, **phone}


class Watch:
    """Notes what no page of ours may do: errors in the console or a script, requests to other hosts."""

    def __init__(self, site: str):
        self.host = urlsplit(site).netloc
        self.complaints: list[str] = []
        self.visited: list[str] = []
        # htmx writes so of a save that the next one, or the page itself, overtook.
        self._allowed = [r"^console: htmx:(afterRequest|sendAbort)"]

    def over(self, context):
        context.set_default_timeout(SLOW_TO_LOAD)
        context.on("console", self._read_console)
        context.on("weberror", lambda error: self._complain(f"script: {error.error}"))
        context.on("request", self._read_request)
        return context

    def allow(self, pattern: str) -> None:
        """The test causes this complaint on purpose."""
        self._allowed.append(pattern)

    def remaining(self) -> list[str]:
        return [one for one in self.complaints if not any(re.search(allowed, one) for allowed in self._allowed)]

    def _complain(self, what):
        self.complaints.append(what)

    def _read_console(self, message):
        if message.type == "error":
            self._complain(f"console: {message.text}")

    def _read_request(self, request):
        self.visited.append(request.url)
        parts = urlsplit(request.url)
        if parts.netloc != self.host and parts.scheme != "data":
            self._complain(f"request to {request.url}")


@pytest.fixture
def watch(live_server):
    return Watch(live_server.url)


@pytest.fixture(autouse=True)
def nothing_to_complain_about(content, watch):
    yield
    assert watch.remaining() == []


@pytest.fixture
def new_person(new_context, watch, live_server):
    """A function that opens a browser of its own for another person, or for the same one elsewhere."""

    def open_browser(**arguments) -> Seeker:
        return Seeker(watch.over(new_context(**arguments)).new_page(), live_server.url)

    return open_browser


@pytest.fixture
def seeker(new_person) -> Seeker:
    return new_person()


@pytest.fixture(params=STATES)
def shown(request, people, seeker, watch):
    """The browser of somebody before each page and state, as the site answered it."""
    response = STATES[request.param](people)
    if response.status_code >= 400:
        watch.allow(f"status of {response.status_code}")
    seeker.show(response)
    return seeker
