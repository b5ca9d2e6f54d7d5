"""docs/privacy.md names, for every duty, a test that exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENT = (ROOT / "docs" / "privacy.md").read_text()
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", DOCUMENT)))
ROWS = [line.split("|")[1:-1] for line in DOCUMENT.splitlines() if re.match(r"\| \d", line)]
WITHOUT_A_TEST = {"12"}  # compensation is no function


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_every_named_test_exists(path, name):
    source = (ROOT / path).read_text()
    assert f"\ndef {name}(" in source if name else "\ndef test_" in source


def test_every_duty_names_its_test():
    assert {row[0].strip() for row in ROWS if "`tests/" not in row[3]} == WITHOUT_A_TEST


def test_every_article_of_the_rights_and_of_consent_and_the_breach_stands_in_the_tables():
    articles = {int(number) for row in ROWS for number in re.findall(r"\d+", row[0])}
    assert articles >= {*range(5, 15), *range(20, 27), 30, 31, 32, 35, 36, 46}


def test_every_function_by_address_or_command_exists():
    commands = set(re.findall(r"`(?:manage\.py )?((?:purge|reapply|breach)_\w+)", DOCUMENT))
    assert commands == {"purge_expired", "reapply_erasures", "breach_scope"}
    assert all((ROOT / "assessments" / "management" / "commands" / f"{name}.py").exists() for name in commands)
