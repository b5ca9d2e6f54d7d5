"""Install one locked group of packages into .venv: `python3 requirements/install.py GROUP`.

Standard library only, in the syntax of Python 3.8, so that an old Python can still say what is missing.
uv does the work from a place of its own, .uv; where it cannot, pip installs from the same hashed lock.
"""

import ast
import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

OLDEST = (3, 11)
OTHER_PYTHONS = ("python3.13", "python3.12", "python3.11")
LOCKS = Path(__file__).resolve().parent
ROOT = LOCKS.parent
TOOLS = ROOT / ".uv"
VENV = ROOT / ".venv"
# Present while packages are being written: after a kill the folder is made anew, not trusted.
UNFINISHED = "unfinished"
STAMP = "installed.json"
NETWORK_TROUBLE = re.compile(
    "name resolution|resolve host|dns error|NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout"
    "|Network is unreachable|Connection refused|error sending request|Max retries|ProxyError|timed out",
    re.IGNORECASE,
)


class Stop(Exception):
    """Its text is the sentence that the operator reads."""


def main(arguments):
    groups = sorted(path.stem for path in LOCKS.glob("*.txt"))
    if len(arguments) != 1 or arguments[0] not in groups:
        raise Stop("Pakai: python3 requirements/install.py {}".format("|".join(groups)))
    group = arguments[0]
    use_new_enough_python()
    with alone():
        if group == "uv":
            installer()
        elif stamps(VENV).get(group) != fingerprint(group):
            install(group)


def use_new_enough_python():
    """Start again under a newer Python of this machine where `python3` is too old."""
    if sys.version_info >= OLDEST:
        return
    for name in OTHER_PYTHONS:
        path = shutil.which(name)
        if path and version_of(path):
            os.execv(path, [path, *sys.argv])
    raise Stop(
        "Python 3.11 atau lebih baru diperlukan; yang ada {}.{}. "
        "Pasang dengan: sudo apt install python3.11 python3.11-venv".format(*sys.version_info[:2])
    )


@contextlib.contextmanager
def alone():
    """Wait until no other installation runs in this folder; a killed one lets go by itself."""
    folder = os.open(str(LOCKS), os.O_RDONLY)
    # The programs that this one starts hold the lock as well: they may outlive it and still be writing.
    os.set_inheritable(folder, True)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Menunggu pemasangan lain selesai ...")
        fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(folder)


def fingerprint(group):
    """Hash of the group's lock; of nothing where the group is gone."""
    lock = LOCKS / "{}.txt".format(group)
    return hashlib.sha256(lock.read_bytes() if lock.exists() else b"").hexdigest()


def version_of(python):
    """Version of an interpreter that runs, else an empty text."""
    try:
        answer = subprocess.run(
            [str(python), "-c", "import sys; print(sys.version)"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError:
        return ""
    return answer.stdout.decode().strip() if answer.returncode == 0 else ""


def stamps(folder):
    """Fingerprints of the groups that are whole in this environment, by group."""
    try:
        stamp = json.loads((folder / STAMP).read_text())
    except (OSError, ValueError):
        return {}
    usable = not (folder / UNFINISHED).exists() and stamp["python"] == version_of(folder / "bin/python")
    return stamp["groups"] if usable else {}


@contextlib.contextmanager
def writing(folder, group):
    """Mark the environment unfinished while packages are written, and the group as whole afterwards."""
    # A group whose lock has changed since is no longer whole: both may hold other versions of one package.
    groups = {name: stamp for name, stamp in stamps(folder).items() if stamp == fingerprint(name)}
    (folder / UNFINISHED).touch()
    yield
    groups[group] = fingerprint(group)
    stamp = {"python": version_of(folder / "bin/python"), "groups": groups}
    (folder / STAMP).write_text(json.dumps(stamp, indent=1))
    (folder / UNFINISHED).unlink()


def install(group):
    say("Memasang paket ({}) ...".format(group))
    started = time.monotonic()
    install_with = installer()
    if not version_of(VENV / "bin/python") or (VENV / UNFINISHED).exists():
        make_venv(VENV, "--without-pip")
    with writing(VENV, group):
        install_with(group)
    say("Paket terpasang dalam {:.0f} detik.".format(time.monotonic() - started))


def installer():
    """uv where it can be had, else pip; both live in .uv, so that .venv holds the product's packages alone."""
    if "uv" not in stamps(TOOLS) or stamps(TOOLS)["uv"] != fingerprint("uv"):
        make_venv(TOOLS)
        try:
            with writing(TOOLS, "uv"):
                run_pip(TOOLS, "uv", "--only-binary=:all:")
        except subprocess.CalledProcessError as error:
            stop_without_network(error)
            return install_with_pip
    return install_with_uv


def make_venv(folder, *options):
    if importlib.util.find_spec("ensurepip") is None:
        raise Stop(
            "Modul venv untuk Python belum ada. Pasang dengan: sudo apt install python{}.{}-venv".format(
                *sys.version_info[:2]
            )
        )
    if folder.exists():
        shutil.rmtree(str(folder))
    run([sys.executable, "-m", "venv", *options, str(folder)])


def install_with_uv(group):
    uv = [str(TOOLS / "bin/uv"), "pip", "install", "--quiet", "--no-python-downloads", "--require-hashes"]
    try:
        run([*uv, "--python", str(VENV / "bin/python"), "-r", str(LOCKS / (group + ".txt"))], uv_environment())
    except (OSError, subprocess.CalledProcessError):
        say("uv tidak berhasil; dicoba dengan pip (lebih lama) ...")
        install_with_pip(group)


def install_with_pip(group):
    try:
        run_pip(VENV, group)
    except subprocess.CalledProcessError as error:
        stop_without_network(error)
        raise


def run_pip(folder, group, *options):
    pip = [str(TOOLS / "bin/python"), "-m", "pip", "--python", str(folder / "bin/python"), "--quiet", "--no-input"]
    run([*pip, "install", "--no-user", "--require-hashes", *options, "-r", str(LOCKS / (group + ".txt"))])


def uv_environment():
    """The environment in which uv asks where pip, as configured on this machine, would ask."""
    # Every file is pinned by its hash, so it does not matter which of the machine's sources gives it.
    environment = {**os.environ, "UV_INDEX_STRATEGY": "unsafe-best-match"}
    for option, value in pip_options().items():
        if option.endswith(("url", "links", "no-index")):
            environment.setdefault("UV_" + option.upper().replace("-", "_"), " ".join(value.split()))
        elif option == "cert":
            environment.setdefault("SSL_CERT_FILE", value)
    return environment


def pip_options():
    """pip's own configuration, from files and environment, by option."""
    lines = run([str(TOOLS / "bin/python"), "-m", "pip", "config", "list"]).splitlines()
    pairs = (line.split("=", 1) for line in lines if "=" in line)
    return {name.split(".")[-1]: str(ast.literal_eval(value)) for name, value in pairs}


def run(command, environment=None):
    """Output of a command; its complaints stay in the exception."""
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    done = subprocess.run(command, env=environment, check=True, close_fds=False, **pipes)
    return done.stdout.decode(errors="replace")


def stop_without_network(error):
    if NETWORK_TROUBLE.search(error.output.decode(errors="replace")):
        raise Stop("Tidak ada jaringan: paket tidak dapat diunduh. Periksa sambungan internet, lalu ulangi.")


def say(sentence):
    print(sentence, file=sys.stderr, flush=True)


def explain(error):
    """The operator's sentence for an error, after the last lines of the command that failed."""
    if isinstance(error, subprocess.CalledProcessError):
        say("\n".join(error.output.decode(errors="replace").splitlines()[-15:]))
        return "Pemasangan gagal; sebabnya ada di baris-baris di atas."
    if isinstance(error, OSError):
        return "Pemasangan gagal: {} ({}).".format(error.strerror, error.filename)
    return str(error)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
    except (Stop, OSError, subprocess.CalledProcessError) as error:
        sys.exit(explain(error))
