"""Read the item bank's content file and judge it. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from professions.parsing import ContentRefused, Reader, read_toml, read_translations
from professions.problems import Problem
from professions.translations import part_of

CORE_KEYS = Counter({1: 2, -1: 2})
RESERVE_KEYS = Counter({1: 1, -1: 1})
DIFFICULTIES = ("easy", "medium", "hard")


@dataclass(frozen=True)
class ItemText:
    code: str
    trait: str
    key: int  # +1, or -1 when agreeing means less of the trait
    reserve: bool
    text: str
    facet: str
    difficulty: str
    why: str
    translations: Mapping[str, Any] = field(default_factory=dict)  # language to texts

    def columns(self, *, trait_id: int) -> dict[str, Any]:
        """The item's values as columns of its row, without its code."""
        values = asdict(self)
        del values["code"], values["trait"]
        return values | {"trait_id": trait_id}


def parse_items(path: Path, *, traits: Iterable[str]) -> tuple[ItemText, ...]:
    """The whole bank. Raises ContentRefused with every problem."""
    problems: list[Problem] = []
    root = Reader(read_toml(path), f"{path.name}: ", problems)
    items = root.rows("items", _item, required=True)
    root.refuse_unknown_keys()
    problems += item_problems(items, traits=traits, place=path.name)
    if problems:
        raise ContentRefused(problems)
    translations = read_translations(path, {"items": [asdict(item) for item in items]})
    return tuple(replace(item, translations=part_of(translations, "items", item.code)) for item in items)


def item_problems(items: Iterable[ItemText], *, traits: Iterable[str], place: str) -> list[Problem]:
    """Duplicate codes, unknown traits, a trait whose items are not 4 core and 2 reserve in balanced keys."""
    items, traits = list(items), set(traits)
    problems = []
    for code, times in Counter(item.code for item in items).items():
        if times > 1:
            sentence = f"kode {code} dipakai {times} kali."
            problems.append(Problem("assessments.E001", place, sentence, "Beri setiap pernyataan kodenya sendiri."))
    for item in items:
        if item.trait not in traits:
            hint = f"Yang ada: {', '.join(sorted(traits))}."
            problems.append(
                Problem("assessments.E002", f"{place}: {item.code}", f"sifat {item.trait} tidak dikenal.", hint)
            )
        if item.difficulty not in DIFFICULTIES:
            hint = f"Pakai {', '.join(DIFFICULTIES)}."
            sentence = f"kesukaran {item.difficulty!r} tidak dikenal."
            problems.append(Problem("assessments.E003", f"{place}: {item.code}", sentence, hint))
    for trait in sorted(traits & {item.trait for item in items}):
        core = Counter(item.key for item in items if item.trait == trait and not item.reserve)
        reserve = Counter(item.key for item in items if item.trait == trait and item.reserve)
        if (core, reserve) != (CORE_KEYS, RESERVE_KEYS):
            sentence = f"sifat {trait} tidak punya 4 pernyataan inti dan 2 cadangan dengan kunci seimbang."
            hint = "Inti: dua kunci 1 dan dua kunci -1; cadangan: satu dari masing-masing."
            problems.append(Problem("assessments.E004", f"{place}: {trait}", sentence, hint))
    return problems


def _item(row: Reader) -> ItemText:
    return ItemText(
        code=row.code(),
        trait=row.text("trait"),
        key=row.whole("key"),
        reserve=row.flag("reserve"),
        text=row.text("text"),
        facet=row.text("facet"),
        difficulty=row.text("difficulty"),
        why=row.text("why"),
    )
