"""Read an instrument: JSON in, frozen dataclasses or the list of everything that is wrong out."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from professions.problems import Problem

from .constants import MIN_CORE_ANSWERED
from .errors import InstrumentRefused, shown
from .layout import Layout

KEYS = DIRECTIONS = (1, -1)
SIDES = ("low", "high")


@dataclass(frozen=True)
class Trait:
    code: str
    weight: float  # above 0
    direction: int  # +1 wanted, -1 unwanted
    name: str = ""


@dataclass(frozen=True)
class Item:
    code: str
    trait: str
    key: int  # +1, or -1 when agreeing means less of the trait
    reserve: bool  # asked in the clarifying round only
    text: str = ""


@dataclass(frozen=True)
class UnfitCriterion:
    code: str
    trait: str
    side: str  # "low" or "high": where the trait speaks against the profession
    text: str = ""


@dataclass(frozen=True)
class Duty:
    code: str
    text: str = ""


@dataclass(frozen=True)
class Belief:
    code: str
    claim: str
    is_true: bool
    text: str = ""

    @property
    def right_answer(self) -> str:
        return "true" if self.is_true else "false"


@dataclass(frozen=True)
class Pair:
    code: str
    here_first: bool
    here: str = ""
    there: str = ""


@dataclass(frozen=True)
class Contrast:
    code: str
    weights: Mapping[str, float] = field(hash=False)  # of the sister's traits, measured here or not; above 0
    pairs: tuple[Pair, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Instrument:
    """A questionnaire that can be scored; `parse_instrument` checks what is taken for granted here."""

    profession: str
    version: int
    traits: tuple[Trait, ...]
    items: tuple[Item, ...]
    unfit: tuple[UnfitCriterion, ...]
    duties: tuple[Duty, ...]
    beliefs: tuple[Belief, ...]
    contrasts: tuple[Contrast, ...]

    @cached_property
    def layout(self) -> Layout:
        """Items and traits as arrays, in the instrument's order."""
        place = {trait.code: number for number, trait in enumerate(self.traits)}
        return Layout(
            key=[item.key for item in self.items],
            trait_of_item=[place[item.trait] for item in self.items],
            is_core=[not item.reserve for item in self.items],
            weights=[trait.weight for trait in self.traits],
            directions=[trait.direction for trait in self.traits],
        )

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs of all contrasts."""
        return tuple(pair for contrast in self.contrasts for pair in contrast.pairs)


def parse_instrument(data: Mapping[str, Any]) -> Instrument:
    """The instrument in `data`, in the shape of its JSON. Keys that scoring does not need may stand beside the others.

    >>> items = [{"code": f"lead-{n}", "trait": "lead", "key": (-1) ** n, "reserve": False} for n in range(4)]
    >>> parts = {"items": items, "unfit": [], "duties": [], "beliefs": [], "contrasts": []}
    >>> lead = {"code": "lead", "weight": 1.5, "direction": 1}
    >>> parse_instrument({"profession": "juru-masak", "version": 1, "traits": [lead], **parts}).traits
    (Trait(code='lead', weight=1.5, direction=1, name=''),)
    >>> parse_instrument({"profession": "juru-masak", "version": 1, "traits": [lead | {"weight": 0}], **parts})
    Traceback (most recent call last):
        ...
    assessments.scoring.errors.InstrumentRefused: juru-masak: traits.lead: (scoring.E003) bobot harus angka di atas 0, \
bukan 0. Petunjuk: Pakai 1.0 bila semua sifat sama pentingnya.

    Raises InstrumentRefused with every problem, not only the first.
    Source: docs/decisions/0004-scoring-constants.md.
    """
    problems: list[Problem] = []
    if not isinstance(data, Mapping):
        hint = "Tulis { … } dengan profession, version, traits, items, dan seterusnya."
        raise InstrumentRefused([Problem("scoring.E009", "kuis", f"harus objek, bukan {shown(data)}.", hint)])
    profession = data.get("profession")
    root = _Row(data, profession if isinstance(profession, str) and profession else "kuis", problems)
    instrument = Instrument(
        profession=root.text("profession"),
        version=root.version("version"),
        traits=root.rows("traits", _trait),
        items=root.rows("items", _item),
        unfit=root.rows("unfit", _criterion),
        duties=root.rows("duties", _duty),
        beliefs=root.rows("beliefs", _belief),
        contrasts=root.rows("contrasts", _contrast),
    )
    problems += _across(instrument, data, root.place)
    if problems:
        raise InstrumentRefused(problems)
    return instrument


class _Row:
    """One object of the JSON; a value that cannot be used becomes a problem and None."""

    def __init__(self, data: Mapping[str, Any], place: str, problems: list[Problem]):
        self.data, self.place, self.problems = data, place, problems

    def problem(self, number: int, sentence: str, hint: str) -> None:
        self.problems.append(Problem(f"scoring.E{number:03}", self.place, sentence, hint))

    def _checked(self, name: str, fits: Callable[[Any], bool], wanted: str) -> Any:
        if name not in self.data:
            self.problem(8, f"{name} tidak ada.", f"Tambahkan {name}: {wanted}.")
        elif not fits(self.data[name]):
            self.problem(9, f"{name} harus {wanted}, bukan {shown(self.data[name])}.", f"Perbaiki {name}.")
        else:
            return self.data[name]
        return None

    def text(self, name: str) -> str:
        return self._checked(name, lambda value: isinstance(value, str) and value != "", "teks yang tidak kosong")

    def caption(self, name: str) -> str:
        """A text that scoring can do without."""
        return self._checked(name, lambda value: isinstance(value, str), "teks") if name in self.data else ""

    def flag(self, name: str) -> bool:
        return self._checked(name, lambda value: isinstance(value, bool), "true atau false")

    def version(self, name: str) -> int:
        return self._checked(name, lambda value: type(value) is int and value > 0, "bilangan bulat mulai dari 1")

    def sign(self, name: str) -> int:
        value = self._checked(name, lambda value: _is_number(value) and value in (1, -1), "1 atau -1")
        return None if value is None else int(value)

    def side(self, name: str) -> str:
        return self._checked(name, lambda value: isinstance(value, str) and value in SIDES, "low atau high")

    def weight(self, name: str) -> float:
        if name not in self.data:
            return self._checked(name, bool, "angka di atas 0")
        return self.positive(self.data[name], "bobot")

    def positive(self, value: Any, what: str) -> float:
        if _is_number(value) and value > 0 and math.isfinite(_as_float(value)) and float(value) > 0:
            return float(value)
        sentence = f"{what} harus angka di atas 0, bukan {shown(value)}."
        self.problem(3, sentence, "Pakai 1.0 bila semua sifat sama pentingnya.")
        return None

    def weights(self, name: str) -> dict[str, float]:
        weights = self._checked(name, lambda value: isinstance(value, Mapping), "objek kode sifat: bobot")
        return {code: self.positive(weight, f"bobot {code}") for code, weight in (weights or {}).items()}

    def rows(self, name: str, parse: Callable[["_Row"], Any]) -> tuple[Any, ...]:
        rows = self._checked(name, lambda value: isinstance(value, (list, tuple)), "daftar")
        return tuple(self._row(name, number, row, parse) for number, row in enumerate(rows or ()))

    def _row(self, name: str, number: int, row: Any, parse: Callable[["_Row"], Any]) -> Any:
        is_object = isinstance(row, Mapping)
        code = row.get("code") if is_object else None
        place = f"{self.place}: {name}" + (f".{code}" if isinstance(code, str) and code else f"[{number}]")
        reader = _Row(row if is_object else {}, place, self.problems)
        if not is_object:
            reader.problem(9, f"harus objek, bukan {shown(row)}.", "Tulis { … }.")
            return None
        return parse(reader)


def _trait(row: _Row) -> Trait:
    return Trait(row.text("code"), row.weight("weight"), row.sign("direction"), row.caption("name"))


def _item(row: _Row) -> Item:
    return Item(row.text("code"), row.text("trait"), row.sign("key"), row.flag("reserve"), row.caption("text"))


def _criterion(row: _Row) -> UnfitCriterion:
    return UnfitCriterion(row.text("code"), row.text("trait"), row.side("side"), row.caption("text"))


def _duty(row: _Row) -> Duty:
    return Duty(row.text("code"), row.caption("text"))


def _belief(row: _Row) -> Belief:
    return Belief(row.text("code"), row.text("claim"), row.flag("true"), row.caption("text"))


def _pair(row: _Row) -> Pair:
    return Pair(row.text("code"), row.flag("here_first"), row.caption("here"), row.caption("there"))


def _contrast(row: _Row) -> Contrast:
    return Contrast(row.text("code"), row.weights("weights"), row.rows("pairs", _pair), row.caption("name"))


def _across(instrument: Instrument, data: Mapping[str, Any], place: str) -> Iterable[Problem]:
    """What is wrong between rows. Rows, and values of rows, that could not be read are passed over."""
    traits, items, unfit, duties, beliefs, contrasts = (
        [row for row in getattr(instrument, name) if row is not None]
        for name in ("traits", "items", "unfit", "duties", "beliefs", "contrasts")
    )
    pairs = [pair for contrast in contrasts for pair in contrast.pairs if pair is not None]
    if isinstance(data.get("traits"), (list, tuple)) and not data["traits"]:
        hint = "Tambahkan sedikitnya satu sifat kerja beserta pernyataannya."
        yield Problem("scoring.E001", f"{place}: traits", "kuis tidak punya sifat kerja.", hint)
    if isinstance(data.get("items"), (list, tuple)):
        for trait in traits:
            yield from _item_problems(trait, items, f"{place}: traits.{trait.code}")
    known = {trait.code for trait in traits}
    for name, rows in (("items", items), ("unfit", unfit)):
        for row in rows:
            if known and row.trait is not None and row.trait not in known:
                hint = f"Yang ada: {', '.join(sorted(filter(None, known))) or '-'}."
                sentence = f"sifat {row.trait} tidak dikenal."
                yield Problem("scoring.E004", f"{place}: {name}.{row.code or '?'}", sentence, hint)
    for name, rows in (
        ("traits", traits),
        ("unfit", unfit),
        ("contrasts", contrasts),
        ("items, duties, beliefs, pairs", [*items, *duties, *beliefs, *pairs]),
    ):
        for code, times in Counter(row.code for row in rows if row.code is not None).items():
            if times > 1:
                sentence = f"kode {code} dipakai {times} kali."
                yield Problem("scoring.E005", f"{place}: {name}", sentence, "Beri masing-masing kodenya sendiri.")
    yield from _one_sided_beliefs(instrument.beliefs, place)
    yield from _one_sided_pairs(contrasts, place)


def _item_problems(trait: Trait, items: Iterable[Item], place: str) -> Iterable[Problem]:
    """Without core items of both keys, agreeing with everything looks like the trait."""
    core = [item for item in items if item.trait == trait.code and item.reserve is False]
    if trait.code is None or any(item.key is None for item in core):
        return
    if {item.key for item in core} != set(KEYS):
        hint = "Tambahkan pernyataan inti dengan key 1 dan dengan key -1."
        yield Problem("scoring.E002", place, "sifat ini tidak punya pernyataan inti dari kedua kunci.", hint)
    elif len(core) < MIN_CORE_ANSWERED:
        sentence = f"sifat ini punya {len(core)} pernyataan inti, jadi tidak pernah dapat dinilai."
        yield Problem("scoring.E010", place, sentence, f"Tulis sedikitnya {MIN_CORE_ANSWERED}; biasanya empat.")


def _one_sided_beliefs(beliefs: Sequence[Belief], place: str) -> Iterable[Problem]:
    """A claim whose statements all have one right answer shows a habit of answering, not what a person believes."""
    if any(belief is None or belief.claim is None for belief in beliefs):
        return
    right: dict[str, set[bool]] = {}
    for belief in beliefs:
        right.setdefault(belief.claim, set()).add(belief.is_true)
    for claim, answers in right.items():
        if answers in ({True}, {False}):
            hint = "Tulis tentang anggapan ini satu pernyataan yang benar dan satu yang salah."
            sentence = f"jawaban yang benar untuk anggapan {claim} semuanya sama."
            yield Problem("scoring.E006", f"{place}: beliefs.{claim}", sentence, hint)


def _one_sided_pairs(contrasts: Iterable[Contrast], place: str) -> Iterable[Problem]:
    for contrast in contrasts:
        if contrast.pairs and all(pair is not None and pair.here_first is True for pair in contrast.pairs):
            hint = "Ubah here_first menjadi false pada kira-kira separuh pasangan."
            sentence = "pada semua pasangan, kegiatan profesi ini ditampilkan lebih dulu."
            yield Problem("scoring.E007", f"{place}: contrasts.{contrast.code}", sentence, hint)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _as_float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf
