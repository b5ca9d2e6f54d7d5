"""Sites for the tests of this folder, on the database that DATABASE_URL names, else on SQLite."""

import os

import pytest

from .site import copied, prepared


def asked_for() -> str:
    url = os.environ.get("DATABASE_URL", "")
    return "" if url.startswith("sqlite:") else url


@pytest.fixture(scope="session")
def original(tmp_path_factory):
    with prepared(tmp_path_factory.mktemp("site") / "data", asked_for()) as place:
        yield place


@pytest.fixture
def place(original, tmp_path):
    with copied(original, tmp_path / "data") as place:
        yield place


@pytest.fixture(scope="session")
def sqlite_original(request, tmp_path_factory):
    if not asked_for():
        yield request.getfixturevalue("original")
        return
    with prepared(tmp_path_factory.mktemp("sqlite-site") / "data") as place:
        yield place


@pytest.fixture
def sqlite_place(sqlite_original, tmp_path):
    """For what only SQLite does inside the server's own process, whatever the other tests run on."""
    with copied(sqlite_original, tmp_path / "sqlite") as place:
        yield place
