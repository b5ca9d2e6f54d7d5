"""What an operator reads when the machine lacks something: one sentence with the remedy."""

import ast
import importlib.util
import socket
import subprocess
from pathlib import Path

import pytest

from careerguide import port

ROOT = Path(__file__).parent.parent


@pytest.fixture
def install():
    spec = importlib.util.spec_from_file_location("install", ROOT / "requirements/install.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", ["requirements/install.py", "careerguide/port.py"])
def test_what_runs_before_the_check_of_the_version_is_readable_for_an_old_python(path):
    ast.parse((ROOT / path).read_text(), feature_version=(3, 8))


def test_an_old_python_is_named_with_the_remedy(install, monkeypatch):
    monkeypatch.setattr(install.sys, "version_info", (3, 9, 2))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(install.Stop, match="3.11 atau lebih baru diperlukan; yang ada 3.9. Pasang dengan: sudo apt"):
        install.use_new_enough_python()


def test_a_missing_venv_module_is_named_with_its_package(install, monkeypatch, tmp_path):
    monkeypatch.setattr(install.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(install.Stop, match=r"sudo apt install python3\.\d+-venv"):
        install.make_venv(tmp_path / "venv")


def test_a_missing_network_is_told_from_other_failures(install):
    offline = subprocess.CalledProcessError(1, "pip", output=b"Temporary failure in name resolution")
    with pytest.raises(install.Stop, match="Tidak ada jaringan"):
        install.stop_without_network(offline)
    install.stop_without_network(subprocess.CalledProcessError(1, "pip", output=b"hashes do not match"))


def test_an_installation_that_was_killed_is_not_trusted(install, tmp_path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/python").symlink_to(install.sys.executable)
    with install.writing(tmp_path, "base"):
        assert install.stamps(tmp_path) == {}
    assert install.stamps(tmp_path) == {"base": install.fingerprint("base")}


def test_a_used_port_is_named_with_a_free_one(monkeypatch):
    with socket.socket() as taken:
        taken.bind((port.ADDRESS, 0))
        taken.listen()
        number = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(number))
        assert port.problem().startswith(f"Port {number} sedang dipakai. Coba: make run PORT=")


@pytest.mark.parametrize("text", ["abc", "0", "65536", "-1", "80a"])
def test_what_is_no_port_is_named(monkeypatch, text):
    monkeypatch.setenv("PORT", text)
    assert port.problem().startswith(f"PORT={text} bukan nomor port")
