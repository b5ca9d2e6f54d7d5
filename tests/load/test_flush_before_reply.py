"""A kill cannot show a missing flush: the system keeps what a dead process wrote. So the server's calls are watched.

On SQLite only, whatever DATABASE_URL says: elsewhere the flush happens in another program, the database's own.
"""

import shutil
from contextlib import closing

import pytest

from . import oracle
from .client import SAVED, Form, Gate, Walker
from .flushes import CALLS, replies
from .ledger import Ledger, read
from .site import PRODUCT, SQLITE_NAME, Site
from .stored import Reader

SENDS = 30
TRACING = ("strace", "-f", "-y", "-s", "16", "-e", f"trace={CALLS}", "-o")
FAILING = ("strace", "-f", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO", "-o")
NO_STRACE = "strace tidak ada di mesin ini: sudo apt install strace"
traced = pytest.mark.skipif(shutil.which("strace") is None, reason=NO_STRACE)

WRITE = f'7 pwrite64(3</d/{SQLITE_NAME}>, "", 4096, 0) = 4096'
TRUNCATE = f"7 ftruncate(4</d/{SQLITE_NAME}-journal>, 0) = 0"
FLUSH = f"7 fdatasync(3</d/{SQLITE_NAME}>) = 0"
FAILED_FLUSH = f"7 fdatasync(3</d/{SQLITE_NAME}>) = -1 EIO (Input/output error) (INJECTED)"
BEGIN_FLUSH = f"7 fdatasync(3</d/{SQLITE_NAME}> <unfinished ...>"
END_FLUSH = "7 <... fdatasync resumed>) = 0"
REPLY = '7 sendto(5<socket:[1]>, "HTTP/1.1 302 Found", 300, 0, NULL, 0) = 300'


@pytest.mark.parametrize(
    ("trace", "found"),
    [
        ([WRITE, FLUSH, REPLY], [(302, 1, [])]),
        ([WRITE, REPLY, FLUSH], [(302, 0, [f"/d/{SQLITE_NAME}"])]),
        ([WRITE, FLUSH, WRITE, REPLY], [(302, 1, [f"/d/{SQLITE_NAME}"])]),
        ([WRITE, FLUSH, TRUNCATE, REPLY], [(302, 1, [f"/d/{SQLITE_NAME}-journal"])]),
        ([WRITE, FAILED_FLUSH, REPLY], [(302, 0, [f"/d/{SQLITE_NAME}"])]),
        ([WRITE, BEGIN_FLUSH, REPLY, END_FLUSH], [(302, 0, [f"/d/{SQLITE_NAME}"])]),
        ([WRITE, BEGIN_FLUSH, END_FLUSH, REPLY], [(302, 1, [])]),
        ([REPLY, WRITE, FLUSH, REPLY], [(302, 0, []), (302, 1, [])]),
    ],
)
def test_the_watcher_tells_a_flush_before_the_reply_from_one_after_it(trace, found):
    assert replies(trace, database=SQLITE_NAME) == found


def watched(place, tmp_path, application):
    """The traced replies to SENDS pages, sent one after the other: (flushes, files with unflushed changes)."""
    trace = tmp_path / "trace"
    path = tmp_path / "ledger.jsonl"
    with (
        Site(place, application=application, tracer=(*TRACING, str(trace))) as site,
        closing(Walker(site.port, Gate(), Ledger(path), seed=1)) as walker,
    ):
        while len(read(path)) < 2 * SENDS:
            walker.answer_all()
    pages = [told for told in replies(trace.read_text().splitlines(), database=SQLITE_NAME) if told[0] == 302]
    assert len(pages) >= SENDS
    return [(flushes, dirty) for _, flushes, dirty in pages]


@traced
@pytest.mark.slow
def test_every_page_reaches_the_disk_before_its_reply(sqlite_place, tmp_path):
    pages = watched(sqlite_place, tmp_path, PRODUCT)
    assert [page for page in pages if page[0] == 0 or page[1]] == []


@traced
@pytest.mark.slow
def test_a_server_that_does_not_flush_is_found_out(sqlite_place, tmp_path):
    pages = watched(sqlite_place, tmp_path, "tests.load.broken_server:forgets_to_flush()")
    assert all(flushes == 0 for flushes, _ in pages)


@traced
@pytest.mark.slow
def test_a_disk_that_fails_to_flush_is_never_answered_with_saved(sqlite_place, tmp_path):
    """And once the disk is well again, the same form is taken."""
    path = tmp_path / "ledger.jsonl"
    with closing(Walker(0, Gate(), Ledger(path), seed=1)) as walker:

        def on(site, ask):
            walker.browser.port = site.port
            with site:
                answer = ask()
                walker.browser.close()
            return answer

        def send():
            return walker.send(walker.browser, attempt, here.path, form, form.answers(0))

        attempt, here = on(Site(sqlite_place), walker.begin)
        form = Form(here.text)
        refused = on(Site(sqlite_place, tracer=(*FAILING, str(tmp_path / "trace"))), send)
        taken = on(Site(sqlite_place), send)
    reader = Reader(sqlite_place)
    assert (refused.status, "Belum tersimpan" in refused.text, SAVED in refused.text) == (503, True, False)
    assert (taken.status, SAVED in taken.text) == (200, True)
    assert oracle.violations([read(path)], reader.stored()) + reader.damage() == []
