"""Every command and every variable is written down where a newcomer looks."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()


def test_every_make_target_stands_in_the_readme():
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert {target for target in targets if f"make {target}" not in README} <= {"clean", "help", "lock"}


def test_every_management_command_stands_in_the_readme():
    commands = {path.stem for path in ROOT.glob("*/management/commands/*.py")} - {"__init__"}
    assert {command for command in commands if command not in README} == set()


def test_every_variable_of_the_settings_stands_in_the_example():
    settings = (ROOT / "careerguide" / "settings.py").read_text()
    readers = r"environ\.get|env_bool|env_list|env_secret|env_whole"
    read = set(re.findall(rf'(?:{readers})\(\s*"([A-Z_]+)"', settings)) | {"PORT"}
    described = set(re.findall(r"^#? ?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert read - described == set()
