"""The real server on a database of its own: prepared once, copied for each test, killed and started again."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from psycopg import sql

from careerguide.port import ADDRESS

from .client import START, Browser, NoReply

ROOT = Path(__file__).parents[2]
PRODUCT = "careerguide.wsgi"
PREPARE = "import django; django.setup(); from careerguide.start import prepare; prepare()"
LONGEST_START = 60  # seconds
SETTINGS = {"ALLOWED_HOSTS", "BEHIND_PROXY", "DEBUG", "SECRET_KEY", "WEB_CONCURRENCY"}
SQLITE_NAME = "arah-karier.sqlite3"


@dataclass(frozen=True)
class Place:
    """Where a site keeps its data; `database_url` is empty for SQLite in the folder."""

    folder: Path
    database_url: str = ""

    @property
    def sqlite(self) -> Path:
        return self.folder / SQLITE_NAME

    @property
    def environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if name not in SETTINGS}
        ours = {"DATA_DIR": str(self.folder), "DATABASE_URL": self.database_url, "LOG_LEVEL": "CRITICAL"}
        return {**inherited, **ours, "DJANGO_SETTINGS_MODULE": "careerguide.settings"}


@contextmanager
def prepared(folder: Path, server_url: str = "") -> Iterator[Place]:
    """A place with migrated tables and the shipped content."""
    with new_database(server_url) as url:
        place = Place(folder, url)
        folder.mkdir()
        command = [sys.executable, "-c", PREPARE]
        subprocess.run(command, cwd=ROOT, env=place.environment, check=True, stdout=subprocess.DEVNULL)
        yield place


@contextmanager
def copied(place: Place, folder: Path) -> Iterator[Place]:
    """A place like `place`, to be written to."""
    shutil.copytree(place.folder, folder)
    with new_database(place.database_url, like_this=True) as url:
        yield Place(folder, url)


@contextmanager
def new_database(url: str, *, like_this: bool = False) -> Iterator[str]:
    """The address of a new PostgreSQL database beside the one at `url`; nothing to do for SQLite."""
    if not url:
        yield ""
        return
    parts = urlsplit(url)
    name = f"arah_load_{uuid4().hex[:12]}"
    template = parts.path.removeprefix("/") if like_this else "template1"
    maintenance = parts._replace(path="/postgres").geturl()
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
    drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(create)
        try:
            yield parts._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(drop)


class Site:
    """The server as it is started in earnest, on a free port; `application` names another one for experiments."""

    def __init__(self, place: Place, *, application: str = PRODUCT, tracer: tuple[str, ...] = ()):
        self.place = place
        self.port = free_port()
        self.application = application
        self.tracer = tracer
        self._process = None

    def start(self) -> float:
        """Start, and wait for the first page; the seconds until it was there."""
        began = time.monotonic()
        command = [*self.tracer, sys.executable, "-m", "gunicorn", "--config", "python:careerguide.gunicorn"]
        self._process = subprocess.Popen(
            [*command, self.application],
            cwd=ROOT,
            env={**self.place.environment, "PORT": str(self.port)},
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        while not self.answers():
            if self._process.poll() is not None:
                raise AssertionError(f"the server stopped with {self._process.returncode}")
            if time.monotonic() - began > LONGEST_START:
                self.kill()
                raise AssertionError("the server does not answer")
        return time.monotonic() - began

    def answers(self) -> bool:
        browser = Browser(self.port)
        try:
            return browser.get(START).status == 200
        except NoReply:
            # Nothing tells when a port opens, so it is asked again; the pause leaves the processor to the server.
            threading.Event().wait(0.02)
            return False
        finally:
            browser.close()

    def kill(self) -> None:
        """As the power of the machine would: no process of the server does anything more."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, number: int) -> None:
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)
        self._process.wait(timeout=LONGEST_START)
        self._process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *error):
        self.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        return probe.getsockname()[1]
