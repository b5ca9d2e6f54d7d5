"""Score one person's answers from the command line, without Django and without a database.

    python -m assessments.scoring INSTRUMENT.json ANSWERS.json

ANSWERS.json holds {"code": answer, ...}, or with times
{"answers": {"code": answer, ...}, "seconds": [{"seconds": 12.5, "items": 5}, ...]}:
seconds spent on a page and questions on it, one entry a page whose time is known.
"-" for one of the files reads standard input. Prints the result as JSON; exits with 2 and the problems on
standard error, one a line, when the files cannot be read or scored.
"""

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from . import AnswersRefused, InstrumentRefused, parse_answers, parse_instrument, result_as_dict, score_attempt

USAGE = "Cara pakai: python -m assessments.scoring KUIS.json JAWABAN.json (satu boleh “-” untuk masukan standar)"
REFUSED = 2


class Unreadable(ValueError):
    """A file that is not a JSON document; says so in Indonesian."""


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 2 or list(arguments) == ["-", "-"]:
        return _refuse([USAGE])
    documents, problems = [], []
    for path in arguments:
        try:
            documents.append(read_json(path))
        except Unreadable as error:
            problems.append(f"{path}: {error}")
    if problems:
        return _refuse(problems)
    try:
        instrument = parse_instrument(documents[0])
    except InstrumentRefused as refused:
        return _refuse(f"{arguments[0]}: {problem}" for problem in refused.problems)
    try:
        answers, seconds = _answers_and_seconds(documents[1])
        result = score_attempt(instrument, parse_answers(instrument, answers, seconds=seconds))
    except (AnswersRefused, Unreadable) as refused:
        return _refuse(f"{arguments[1]}: {problem}" for problem in getattr(refused, "problems", [refused]))
    print(json.dumps(result_as_dict(result), indent=2, allow_nan=False))
    return 0


def read_json(path: str) -> Any:
    """The document in the file, or in standard input for "-". Raises Unreadable."""
    try:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_without_duplicates)
    except FileNotFoundError as error:
        raise Unreadable("berkas tidak ada. Periksa nama dan foldernya.") from error
    except IsADirectoryError as error:
        raise Unreadable("ini folder, bukan berkas JSON.") from error
    except OSError as error:
        raise Unreadable(f"berkas tidak dapat dibaca ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise Unreadable("berkas bukan teks UTF-8. Simpan ulang dengan pengodean UTF-8.") from error
    except json.JSONDecodeError as error:
        raise Unreadable(f"bukan JSON yang benar, baris {error.lineno} kolom {error.colno}.") from error
    except Unreadable:
        raise
    except RecursionError as error:
        raise Unreadable("bukan kuis atau jawaban: terlalu banyak tingkat di dalamnya.") from error
    except ValueError as error:  # a path with a null byte, a number of thousands of digits
        raise Unreadable("tidak dapat dibaca sebagai JSON.") from error


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys differ: of two answers to one question, neither is the right one."""
    twice = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]
    if twice:
        raise Unreadable(f"kunci {', '.join(map(repr, twice))} ditulis lebih dari sekali dalam satu objek.")
    return dict(pairs)


def _answers_and_seconds(document: Any) -> tuple[Any, Any]:
    """Split the longer form of the answers file; a flat one has no times. Raises Unreadable for a stray key."""
    if not (isinstance(document, Mapping) and isinstance(document.get("answers"), Mapping)):
        return document, None
    if stray := sorted(set(document) - {"answers", "seconds"}):
        raise Unreadable(f"di samping answers dan seconds tidak boleh ada {', '.join(map(repr, stray))}.")
    return document["answers"], document.get("seconds")


def _refuse(problems) -> int:
    for problem in problems:
        print(str(problem).replace("\n", " "), file=sys.stderr)
    return REFUSED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
