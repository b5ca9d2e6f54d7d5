"""SIGKILL in the middle of an erasure: all is there, or nothing is; the next press finishes."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BEGIN = """
from django.core.management import call_command
from django.utils import timezone
from assessments.services import start_attempt
from professions.models import Profession
call_command("migrate", verbosity=0)
call_command("load_content")
start_attempt(
    profession=Profession.objects.first(), key="kunci", code="KODE", now=timezone.now()
)
"""
ERASE = """
import os, signal
from django.utils import timezone
from assessments import erasing
from assessments.models import Attempt
{kill}
erasing.erase_attempts(
    attempt_ids=[attempt.pk for attempt in Attempt.objects.all()], reason="person", now=timezone.now()
)
"""
KILL = "erasing.{place} = lambda *_arguments, **_named: os.kill(os.getpid(), signal.SIGKILL)"
TABLES = ("attempt", "consent", "erasure", "erasedattempt")
WHOLE, GONE = [1, 1, 0, 0], [0, 0, 1, 1]


@pytest.fixture
def run(tmp_path):
    """A function that runs a program in a process and on a SQLite file of its own; its exit status."""
    environment = {**os.environ, "DATA_DIR": str(tmp_path)}
    environment.pop("DATABASE_URL", None)

    def run_(program):
        command = [sys.executable, "manage.py", "shell", "-v0", "-c", program]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True).returncode

    assert run_(BEGIN) == 0
    return run_


def counts(folder):
    with closing(sqlite3.connect(folder / "arah-karier.sqlite3")) as database:
        return [database.execute(f"SELECT COUNT(*) FROM assessments_{table}").fetchone()[0] for table in TABLES]  # noqa: S608


@pytest.mark.slow
def test_a_kill_inside_an_erasure_leaves_all_or_nothing_and_the_next_press_finishes(run, tmp_path):
    # After the rows were deleted, and when the list was written: the last moment before the commit.
    for place in ("random_code", "os.fsync"):
        assert run(ERASE.format(kill=KILL.format(place=place))) == -signal.SIGKILL
        assert counts(tmp_path) == WHOLE, place
    assert run(ERASE.format(kill="")) == 0
    assert counts(tmp_path) == GONE
