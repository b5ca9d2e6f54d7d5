"""Read a content file: TOML in, frozen dataclasses and a list of problems out."""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from .problems import Problem
from .sentences import split_sentences
from .translations import part_of, translation_problems

SIDES = ("low", "high")
MIN_STATEMENTS = 2  # of one belief: one true and one false
MIN_PAIRS = 4  # fewer cannot be scored
CODE_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
REPEAT_HINT = "Lihat contoh pada profil lain di folder yang sama."


class ContentRefused(ValueError):
    """A content file that cannot be loaded; `problems` lists every reason."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class TryStep:
    code: str
    text: str


@dataclass(frozen=True)
class TraitText:
    """One word of the shared vocabulary and what a report says of it."""

    code: str
    name: str
    definition: str
    trainable: str
    draining: str
    steps: tuple[TryStep, ...]
    translations: Mapping[str, Any] = field(default_factory=dict)  # language to texts


@dataclass(frozen=True)
class Passage:
    number: int
    place: str
    text: str


@dataclass(frozen=True)
class SourceText:
    code: str
    title: str
    publisher: str
    year: int
    licence: str
    url: str
    note: str
    file: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One statement about a profession; `cites` names its passages as "source:number"."""

    code: str
    cites: tuple[str, ...]
    reviewed_by: str = ""
    reviewed_on: str = ""


@dataclass(frozen=True, kw_only=True)
class SummaryText(Claim):
    text: str


@dataclass(frozen=True, kw_only=True)
class DutyText(Claim):
    text: str
    purpose: str
    question: str


@dataclass(frozen=True, kw_only=True)
class FitText(Claim):
    text: str
    traits: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class UnfitText(Claim):
    text: str
    trait: str
    side: str


@dataclass(frozen=True, kw_only=True)
class TargetText:
    trait: str
    weight: float  # above 0; 1.0 unless `why` says why not
    direction: int  # +1 wanted, -1 unwanted
    why: str
    cites: tuple[str, ...]


@dataclass(frozen=True)
class StatementText:
    code: str
    text: str
    true: bool


@dataclass(frozen=True, kw_only=True)
class MisconceptionText(Claim):
    belief: str
    reality: str
    statements: tuple[StatementText, ...]


@dataclass(frozen=True)
class PairText:
    code: str
    here: str
    there: str
    here_first: bool


@dataclass(frozen=True, kw_only=True)
class ComparisonText(Claim):
    other: str
    other_slug: str
    self_focus: str
    other_focus: str
    pairs: tuple[PairText, ...]


@dataclass(frozen=True)
class OccupationCode:
    system: str
    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class ProfileContent:
    """All that a profile says. The same shape comes from a file and from an editor's draft."""

    slug: str
    name: str
    other_names: tuple[str, ...] = ()
    reviewed_by: str = ""
    reviewed_on: str = ""
    codes: tuple[OccupationCode, ...] = ()
    sources: tuple[SourceText, ...] = ()
    summary: tuple[SummaryText, ...] = ()
    duties: tuple[DutyText, ...] = ()
    fit: tuple[FitText, ...] = ()
    unfit: tuple[UnfitText, ...] = ()
    targets: tuple[TargetText, ...] = ()
    misconceptions: tuple[MisconceptionText, ...] = ()
    false_expectations: tuple[MisconceptionText, ...] = ()
    comparisons: tuple[ComparisonText, ...] = ()
    steps: tuple[TryStep, ...] = ()
    translations: Mapping[str, Any] = field(default_factory=dict)  # language to texts

    def claims(self) -> Iterator[Claim]:
        for section in (self.summary, self.duties, self.fit, self.unfit, self.misconceptions):
            yield from section
        yield from self.false_expectations
        yield from self.comparisons

    def passages(self) -> dict[str, tuple[SourceText, Passage]]:
        """Every passage under the name that claims cite it by."""
        return {
            f"{source.code}:{passage.number}": (source, passage)
            for source in self.sources
            for passage in source.passages
        }

    def measured_traits(self) -> tuple[str, ...]:
        """Codes of the traits that fit and unfit claims are measured by, in the order of the profile."""
        named = [trait for claim in self.fit for trait in claim.traits] + [claim.trait for claim in self.unfit]
        return tuple(dict.fromkeys(named))

    def target_of(self, trait: str) -> TargetText:
        plain = TargetText(trait=trait, weight=1.0, direction=1, why="", cites=())
        return next((target for target in self.targets if target.trait == trait), plain)

    def as_document(self) -> dict[str, Any]:
        """Plain dicts and lists, as they are frozen in a published revision and read by the pages."""
        return _plain(asdict(self))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


@dataclass
class Reader:
    """One table of a TOML file; what is wrong with it goes to `problems`, reading goes on."""

    data: Mapping[str, Any]
    place: str
    problems: list[Problem]
    _read: set[str] = field(default_factory=set)

    def text(self, name: str, *, required: bool = True) -> str:
        value = self._value(name, str, "", required=required)
        if required and isinstance(self.data.get(name), str) and not value.strip():
            self._problem("professions.E002", f"{name} kosong.", "Isi dengan satu kalimat atau frasa.", name)
        return value.strip()

    def code(self, name: str = "code") -> str:
        value = self.text(name)
        if value and not CODE_SIGNS.issuperset(value):
            self._problem(
                "professions.E002", f"kode {value!r} memuat tanda lain.", "Pakai a-z, 0-9, dan tanda hubung.", name
            )
        return value

    def texts(self, name: str, *, required: bool = True) -> tuple[str, ...]:
        values = self._value(name, list, [], required=required)
        if not all(isinstance(value, str) for value in values):
            self._problem("professions.E002", f"{name} harus berupa daftar teks.", 'Tulis seperti ["a", "b"].', name)
            return ()
        return tuple(values)

    def whole(self, name: str, default: int = 0) -> int:
        return self._value(name, int, default, required=False)

    def number(self, name: str, default: float) -> float:
        return float(self._value(name, int | float, default, required=False))

    def flag(self, name: str) -> bool:
        return self._value(name, bool, False, required=True)

    def day(self, name: str) -> str:
        value = self.text(name, required=False)
        try:
            return date.fromisoformat(value).isoformat() if value else ""
        except ValueError:
            self._problem(
                "professions.E002", f"tanggal {value!r} tidak dapat dibaca.", "Tulis seperti 2026-11-24.", name
            )
            return ""

    def rows(self, name: str, build: Callable[["Reader"], Any], *, required: bool = False) -> tuple[Any, ...]:
        rows = self._value(name, list, [], required=required)
        built = []
        for number, row in enumerate(rows, start=1):
            place = f"{self.place}{name}[{number}]"
            if not isinstance(row, Mapping):
                self.problems.append(Problem("professions.E002", place, "bukan tabel.", REPEAT_HINT))
                continue
            reader = Reader(row, f"{place}.", self.problems)
            built.append(build(reader))
            reader.refuse_unknown_keys()
        return tuple(built)

    def refuse_unknown_keys(self) -> None:
        for name in sorted(set(self.data) - self._read):
            self._problem("professions.E003", f"kunci {name} tidak dikenal.", "Periksa ejaannya atau hapus.", name)

    def _value(self, name: str, kind: Any, default: Any, *, required: bool) -> Any:
        self._read.add(name)
        if name not in self.data:
            if required:
                self._problem("professions.E002", f"{name} tidak ada.", REPEAT_HINT, name)
            return default
        value = self.data[name]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self._problem("professions.E002", f"{name} berjenis salah: {value!r}.", REPEAT_HINT, name)
            return default
        return value

    def _problem(self, problem_id: str, sentence: str, hint: str, name: str) -> None:
        self.problems.append(Problem(problem_id, f"{self.place}{name}", sentence, hint))


def read_toml(path: Path) -> dict[str, Any]:
    """The file's tables. Raises ContentRefused when it is not TOML in UTF-8."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ContentRefused(
            [Problem("professions.E001", path.name, "tidak dapat dibuka.", str(error.strerror))]
        ) from error
    except UnicodeDecodeError as error:
        hint = "Simpan berkas sebagai UTF-8."
        raise ContentRefused([Problem("professions.E001", path.name, "bukan UTF-8.", hint)]) from error
    except tomllib.TOMLDecodeError as error:
        hint = f"Perbaiki tulisan TOML-nya: {error}."
        raise ContentRefused([Problem("professions.E001", path.name, "bukan TOML yang benar.", hint)]) from error


def parse_traits(path: Path) -> tuple[TraitText, ...]:
    """The shared vocabulary. Raises ContentRefused with every problem."""
    problems: list[Problem] = []
    root = Reader(read_toml(path), f"{path.name}: ", problems)
    traits = root.rows("traits", _trait, required=True)
    root.refuse_unknown_keys()
    problems += _duplicates(f"{path.name}: traits", [trait.code for trait in traits])
    _refuse(problems)
    translations = read_translations(path, {"traits": _plain([asdict(trait) for trait in traits])})
    return tuple(replace(trait, translations=part_of(translations, "traits", trait.code)) for trait in traits)


def parse_profile(path: Path) -> ProfileContent:
    """One profile with the source texts that lie beside it. Raises ContentRefused with every problem of its form.

    What the profile says is judged by `profile_problems`, which also judges an editor's draft.
    """
    problems: list[Problem] = []
    root = Reader(read_toml(path), f"{path.name}: ", problems)
    content = ProfileContent(
        slug=root.code("slug"),
        name=root.text("name"),
        other_names=root.texts("other_names", required=False),
        reviewed_by=root.text("reviewed_by", required=False),
        reviewed_on=root.day("reviewed_on"),
        codes=root.rows("codes", _occupation_code),
        sources=root.rows("sources", lambda row: _source(row, path.parent), required=True),
        summary=root.rows("summary", lambda row: SummaryText(**_claim(row), text=row.text("text")), required=True),
        duties=root.rows("duties", _duty, required=True),
        fit=root.rows("fit", lambda row: FitText(**_claim(row), text=row.text("text"), traits=row.texts("traits"))),
        unfit=root.rows("unfit", _unfit),
        targets=root.rows("targets", _target),
        misconceptions=root.rows("misconceptions", _misconception),
        false_expectations=root.rows("false_expectations", _misconception),
        comparisons=root.rows("comparisons", _comparison),
        steps=root.rows("steps", _step),
    )
    root.refuse_unknown_keys()
    if content.slug and content.slug != path.stem:
        hint = "Nama berkas dan slug harus sama."
        problems.append(
            Problem("professions.E014", f"{path.name}: slug", f"slug {content.slug} bukan nama berkas.", hint)
        )
    _refuse(problems)
    return replace(content, translations=read_translations(path, content.as_document()))


def read_translations(path: Path, document: Mapping[str, Any]) -> dict[str, Any]:
    """The document's texts by language, from the files of the same name in folders such as en/ beside it.

    Raises ContentRefused when a translation is unknown or missing.
    """
    translations, problems = {}, []
    for file in sorted(path.parent.glob(f"[a-z][a-z]/{path.name}")):
        language = file.parent.name
        translations[language] = read_toml(file)
        problems += translation_problems(translations[language], document, place=f"{language}/{file.name}")
    _refuse(problems)
    return translations


def profile_problems(content: ProfileContent, *, traits: Iterable[str], slugs: Iterable[str]) -> list[Problem]:
    """What keeps a profile from being published: `traits` is the vocabulary, `slugs` the professions there are."""
    place = content.slug
    problems = _duplicates(place, _all_codes(content))
    problems += _duplicates(f"{place}: sources", [source.code for source in content.sources])
    for section in ("summary", "duties", "fit"):
        if not getattr(content, section):
            problems.append(Problem("professions.E015", f"{place}: {section}", "belum ada isinya.", REPEAT_HINT))
    problems += _citation_problems(content)
    problems += _trait_problems(content, frozenset(traits))
    problems += _belief_problems(content)
    problems += _comparison_problems(content, frozenset(slugs))
    return problems


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise ContentRefused(problems)


def _duplicates(place: str, codes: Iterable[str]) -> list[Problem]:
    return [
        Problem("professions.E004", place, f"kode {code} dipakai {times} kali.", "Beri setiap isi kodenya sendiri.")
        for code, times in Counter(codes).items()
        if times > 1
    ]


def _all_codes(content: ProfileContent) -> list[str]:
    codes = [claim.code for claim in content.claims()] + [step.code for step in content.steps]
    for claim in (*content.misconceptions, *content.false_expectations):
        codes += [statement.code for statement in claim.statements]
    for comparison in content.comparisons:
        codes += [pair.code for pair in comparison.pairs]
    return codes


def _citation_problems(content: ProfileContent) -> list[Problem]:
    known = content.passages()
    problems = []
    cited: set[str] = set()
    for claim in (*content.claims(), *content.targets):
        name = claim.trait if isinstance(claim, TargetText) else claim.code
        place = f"{content.slug}: {name}"
        if not claim.cites and isinstance(claim, Claim):
            problems.append(
                Problem("professions.E005", place, "tidak menyebut sumber.", 'Tulis cites = ["sumber:nomor"].')
            )
        for cite in claim.cites:
            if cite not in known:
                hint = f"Yang ada: {', '.join(known) or 'tidak ada'}."
                problems.append(Problem("professions.E005", place, f"sumber {cite} tidak ada.", hint))
        cited.update(claim.cites)
    for source in content.sources[:1]:
        for passage in source.passages:
            if f"{source.code}:{passage.number}" not in cited:
                sentence = f"kalimat {passage.number} tidak dipakai: “{passage.text}”"
                hint = "Jadikan isinya sebuah pernyataan profil, atau sebut pada pernyataan yang memuatnya."
                problems.append(Problem("professions.E007", f"{content.slug}: {source.code}", sentence, hint))
    return problems


def _trait_problems(content: ProfileContent, vocabulary: frozenset[str]) -> list[Problem]:
    problems = []
    places = [(claim.code, trait) for claim in content.fit for trait in claim.traits]
    places += [(claim.code, claim.trait) for claim in content.unfit]
    places += [(f"targets {target.trait}", target.trait) for target in content.targets]
    for name, trait in places:
        if trait not in vocabulary:
            hint = f"Yang ada: {', '.join(sorted(vocabulary)) or 'tidak ada'}."
            problems.append(
                Problem("professions.E006", f"{content.slug}: {name}", f"sifat {trait!r} tidak dikenal.", hint)
            )
    for claim in content.fit:
        if not claim.traits:
            hint = "Sebut paling sedikit satu sifat kerja pada traits."
            problems.append(
                Problem("professions.E006", f"{content.slug}: {claim.code}", "tidak diukur sifat apa pun.", hint)
            )
    for claim in content.unfit:
        if claim.side not in SIDES:
            sentence = f"side {claim.side!r} tidak dikenal."
            problems.append(
                Problem("professions.E011", f"{content.slug}: {claim.code}", sentence, "Pakai low atau high.")
            )
    for target in content.targets:
        place = f"{content.slug}: targets {target.trait}"
        if not 0 < target.weight < float("inf"):
            problems.append(
                Problem("professions.E010", place, f"bobot {target.weight} tidak di atas 0.", "Bobot biasa: 1.0.")
            )
        if target.direction not in (1, -1):
            problems.append(
                Problem("professions.E010", place, f"arah {target.direction} tidak dikenal.", "Pakai 1 atau -1.")
            )
        if target.weight != 1.0 and not (target.why and target.cites):
            hint = "Isi why dan cites, atau kembalikan bobot ke 1.0."
            problems.append(Problem("professions.E010", place, "bobot bukan 1.0 tanpa alasan dan sumber.", hint))
    return problems


def _belief_problems(content: ProfileContent) -> list[Problem]:
    problems = []
    for claim in (*content.misconceptions, *content.false_expectations):
        truths = {statement.true for statement in claim.statements}
        if len(claim.statements) < MIN_STATEMENTS or len(truths) < MIN_STATEMENTS:
            sentence = "pernyataan kuisnya belum memuat yang benar dan yang salah."
            hint = "Tulis paling sedikit dua statements: satu true = true, satu true = false."
            problems.append(Problem("professions.E009", f"{content.slug}: {claim.code}", sentence, hint))
    return problems


def _comparison_problems(content: ProfileContent, slugs: frozenset[str]) -> list[Problem]:
    problems = []
    for comparison in content.comparisons:
        place = f"{content.slug}: {comparison.code}"
        if comparison.other_slug and comparison.other_slug not in slugs:
            hint = "Kosongkan other_slug, atau tambahkan profil itu."
            problems.append(Problem("professions.E012", place, f"profil {comparison.other_slug} tidak ada.", hint))
        if comparison.pairs and len(comparison.pairs) < MIN_PAIRS:
            sentence = f"hanya {len(comparison.pairs)} pasangan."
            problems.append(
                Problem("professions.E013", place, sentence, f"Tulis paling sedikit {MIN_PAIRS}, biasanya enam.")
            )
        if comparison.pairs and len({pair.here_first for pair in comparison.pairs}) == 1:
            hint = "Beri separuhnya here_first = false."
            problems.append(Problem("professions.E013", place, "semua pasangan berurutan sama.", hint))
    return problems


def _trait(row: Reader) -> TraitText:
    texts = (row.text(name) for name in ("name", "definition", "trainable", "draining"))
    return TraitText(row.code(), *texts, steps=row.rows("steps", _step))


def _step(row: Reader) -> TryStep:
    return TryStep(row.code(), row.text("text"))


def _occupation_code(row: Reader) -> OccupationCode:
    return OccupationCode(row.text("system"), row.text("code"), row.text("title", required=False))


def _source(row: Reader, folder: Path) -> SourceText:
    file = row.text("file", required=False)
    passages = row.rows("passages", lambda part: Passage(part.whole("number"), part.text("place"), part.text("text")))
    return SourceText(
        code=row.code(),
        title=row.text("title"),
        publisher=row.text("publisher", required=False),
        year=row.whole("year"),
        licence=row.text("licence", required=False),
        url=row.text("url", required=False),
        note=row.text("note", required=False),
        file=file,
        passages=_file_passages(row, folder / file) if file else passages,
    )


def _file_passages(row: Reader, path: Path) -> tuple[Passage, ...]:
    try:
        sentences = split_sentences(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        hint = "Letakkan teks sumber (UTF-8) di samping berkas profil."
        row.problems.append(Problem("professions.E001", f"{row.place}file", f"{path.name} tidak dapat dibaca.", hint))
        return ()
    return tuple(Passage(number, f"kalimat {number}", text) for number, text in enumerate(sentences, start=1))


def _claim(row: Reader) -> dict[str, Any]:
    return {
        "code": row.code(),
        "cites": row.texts("cites"),
        "reviewed_by": row.text("reviewed_by", required=False),
        "reviewed_on": row.day("reviewed_on"),
    }


def _duty(row: Reader) -> DutyText:
    texts = {"text": row.text("text"), "purpose": row.text("purpose", required=False), "question": row.text("question")}
    return DutyText(**_claim(row), **texts)


def _unfit(row: Reader) -> UnfitText:
    return UnfitText(**_claim(row), text=row.text("text"), trait=row.text("trait"), side=row.text("side"))


def _target(row: Reader) -> TargetText:
    return TargetText(
        trait=row.text("trait"),
        weight=row.number("weight", 1.0),
        direction=row.whole("direction", 1),
        why=row.text("why", required=False),
        cites=row.texts("cites", required=False),
    )


def _misconception(row: Reader) -> MisconceptionText:
    statements = row.rows("statements", lambda part: StatementText(part.code(), part.text("text"), part.flag("true")))
    texts = {"belief": row.text("belief"), "reality": row.text("reality")}
    return MisconceptionText(**_claim(row), **texts, statements=statements)


def _comparison(row: Reader) -> ComparisonText:
    return ComparisonText(
        **_claim(row),
        other=row.text("other"),
        other_slug=row.text("other_slug", required=False),
        self_focus=row.text("self_focus"),
        other_focus=row.text("other_focus"),
        pairs=row.rows("pairs", _pair),
    )


def _pair(row: Reader) -> PairText:
    return PairText(row.code(), row.text("here"), row.text("there"), row.flag("here_first"))
