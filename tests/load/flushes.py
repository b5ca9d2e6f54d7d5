"""Reads strace's account of a server: did every write reach the disk before the reply that speaks of it? Pure."""

import re
from collections.abc import Iterable

CALLS = "pwrite64,write,ftruncate,fsync,fdatasync,sendto,sendmsg"
CALL = re.compile(r"^\d+ +(?P<name>\w+)\((?P<fd>\d+)<(?P<file>[^>]*)>(?P<rest>.*)")
RESUMED = re.compile(r"^(?P<pid>\d+) +<\.\.\. (?P<name>\w+) resumed>(?P<rest>.*)")
UNFINISHED = re.compile(r"^(?P<pid>\d+) +(?P<call>.*) <unfinished \.\.\.>$")
CHANGES = {"pwrite64", "write", "ftruncate"}
FLUSHES = {"fsync", "fdatasync"}
REPLY = re.compile(r'"HTTP/1\.1 (\d{3}) ')


def replies(trace: Iterable[str], *, database: str) -> list[tuple[int, int, list[str]]]:
    """For each reply: its status, the flushes since the one before, and the files with a change not yet flushed.

    Only files whose name holds `database` count. A change counts from its beginning, a flush from its end, a reply
    from its beginning: a call that strace tells in two lines is taken in the way that shows the server less good.

    >>> replies(['7 pwrite64(3</d/x.db>, "", 1, 0) = 1', '7 fsync(3</d/x.db>) = 0',
    ...          '7 sendto(5<socket:[1]>, "HTTP/1.1 302 Found", 9, 0, NULL, 0) = 9'], database="x.db")
    [(302, 1, [])]
    """
    found = []
    begun: dict[str, str] = {}
    dirty: set[str] = set()
    flushes = 0
    for line in trace:
        begins = ends = True
        if unfinished := UNFINISHED.match(line):
            begun[unfinished["pid"]] = f"{unfinished['pid']} {unfinished['call']}"
            line, ends = begun[unfinished["pid"]], False
        elif resumed := RESUMED.match(line):
            line, begins = begun.pop(resumed["pid"], "") + resumed["rest"], False
        call = CALL.match(line)
        if call is None:
            continue
        name, file = call["name"], call["file"]
        if begins and (reply := REPLY.search(call["rest"])):
            found.append((int(reply[1]), flushes, sorted(dirty)))
            flushes = 0
        elif database not in file:
            continue
        elif begins and name in CHANGES:
            dirty.add(file)
        elif ends and name in FLUSHES and line.endswith(" = 0"):
            dirty.discard(file)
            flushes += 1
    return found
