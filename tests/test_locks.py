"""The locks of requirements/ answer to their .in files and to one another."""

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REQUIREMENTS = Path(__file__).parent.parent / "requirements"
GROUPS = sorted(path.stem for path in REQUIREMENTS.glob("*.in"))
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[.*?\])?==(\S+)((?:.*\\\n)*.*)", re.MULTILINE)


def pins(group):
    """Locked version of each package, by name."""
    text = (REQUIREMENTS / f"{group}.txt").read_text()
    return {canonicalize_name(name): version for name, version, _ in PIN.findall(text)}


def wanted(group):
    lines = (REQUIREMENTS / f"{group}.in").read_text().splitlines()
    included = [line.split()[1].removesuffix(".in") for line in lines if line.startswith("-r ")]
    own = [Requirement(line) for line in lines if line and not line.startswith(("-r ", "#"))]
    return own + [requirement for other in included for requirement in wanted(other)]


@pytest.mark.parametrize("group", GROUPS)
def test_every_wanted_package_is_locked_within_its_bounds(group):
    locked = pins(group)
    outside = [str(need) for need in wanted(group) if locked.get(canonicalize_name(need.name)) not in need.specifier]
    assert outside == []


@pytest.mark.parametrize("group", GROUPS)
def test_every_locked_package_has_a_hash(group):
    text = (REQUIREMENTS / f"{group}.txt").read_text()
    assert [name for name, _, rest in PIN.findall(text) if "--hash=sha256:" not in rest] == []


@pytest.mark.parametrize(("smaller", "larger"), [("base", "test"), ("test", "browser")])
def test_a_larger_group_holds_the_smaller_in_the_same_versions(smaller, larger):
    assert pins(smaller).items() <= pins(larger).items()
