"""Who may import whom: careerguide -> counseling -> assessments -> professions, never back."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ["professions", "assessments", "counseling", "careerguide"]
PURE = {
    "assessments/scoring": {"numpy", "professions.problems"},
    "assessments/answering.py": set(),
    "assessments/instruments.py": {"professions.parsing"},
    "assessments/item_bank.py": {"professions.parsing", "professions.problems", "professions.translations"},
    "professions/parsing.py": set(),
    "professions/sentences.py": set(),
    "professions/problems.py": set(),
    "professions/documents.py": set(),
    "professions/translations.py": set(),
}


def imported(path: Path) -> set[str]:
    """Absolute names of the modules that a file imports; relative ones are resolved."""
    package = ".".join(path.relative_to(ROOT).parts[:-1])
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package.rsplit(".", node.level - 1)[0] if node.level > 1 else package
            module = f"{base}.{node.module}" if node.level and node.module else node.module or base
            names.add(module)
    return names


def files_of(place: str) -> list[Path]:
    path = ROOT / place
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_imports_one_above_it(room):
    above = set(ROOMS[ROOMS.index(room) + 1 :])
    found = {(str(path), name) for path in files_of(room) for name in imported(path) if name.split(".")[0] in above}
    assert not found


@pytest.mark.parametrize("place", PURE)
def test_pure_modules_import_the_standard_library_and_little_else(place):
    inside = place.removesuffix(".py").replace("/", ".")
    allowed = PURE[place]
    for path in files_of(place):
        for name in imported(path):
            own = (
                name.startswith((inside, "professions.")) and path.parts[-2] == "professions" or name.startswith(inside)
            )
            assert own or name in allowed or name.split(".")[0] in sys.stdlib_module_names | allowed, (path.name, name)


def test_scoring_runs_without_django():
    code = "import sys, assessments.scoring; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
