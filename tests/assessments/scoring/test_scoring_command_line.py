"""python -m assessments.scoring: the result on standard output, or 2 and the problems on standard error."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from assessments.scoring import parse_instrument, result_as_dict, score_attempt
from assessments.scoring.__main__ import main

from .builders import raw

ROOT = Path(__file__).parents[3]
CASES = json.loads((ROOT / "tests" / "data" / "scoring_cases.json").read_text())
ANSWERS = {"lead-1": 5, "lead-2": 1, "lead-3": 4, "lead-4": 2}


def run(*arguments, **options):
    command = [sys.executable, "-W", "error", "-m", "assessments.scoring", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", **options)


@pytest.fixture
def files(tmp_path):
    """Write documents as files and return their paths; bytes are written as they are."""

    def write(*documents):
        paths = []
        for number, document in enumerate(documents):
            path = tmp_path / f"{number}.json"
            path.write_bytes(document if isinstance(document, bytes) else json.dumps(document).encode())
            paths.append(str(path))
        return paths

    return write


def test_the_result_is_printed_as_json(files):
    case = CASES[1]
    finished = run(*files(case["instrument"], case["answers"]))
    expected = result_as_dict(score_attempt(parse_instrument(case["instrument"]), case["answers"]))
    assert (finished.returncode, finished.stderr) == (0, "")
    assert json.loads(finished.stdout) == expected


def test_every_reference_case_can_be_scored_from_files(files, capsys):
    for case in CASES:
        assert main(files(case["instrument"], case["answers"])) == 0
        assert json.loads(capsys.readouterr().out)["level"] == case["expected"]["level"]


def test_one_file_may_come_from_standard_input(files):
    (instrument,) = files(raw())
    finished = run(instrument, "-", input=json.dumps(ANSWERS))
    assert json.loads(finished.stdout)["score"] == 87.5


def test_times_may_stand_beside_the_answers(files, capsys):
    uniform = dict.fromkeys(ANSWERS, 3)
    assert main(files(raw(), {"answers": uniform, "seconds": [{"seconds": 1.0, "items": 4}]})) == 0
    assert json.loads(capsys.readouterr().out)["quality"]["notes"] == ["uniform", "fast"]


def test_a_question_may_be_called_answers(files, capsys):
    instrument = raw(duties=[{"code": "answers"}])
    assert main(files(instrument, ANSWERS | {"answers": 3})) == 0
    assert json.loads(capsys.readouterr().out)["score"] == 87.5


def test_a_byte_order_mark_is_no_mistake(files):
    assert main(files(b"\xef\xbb\xbf" + json.dumps(raw()).encode(), ANSWERS)) == 0


def test_scoring_imports_no_django():
    code = "import sys, assessments.scoring.__main__; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_a_refused_instrument_ends_with_2_and_one_problem_a_line(files):
    data = raw()
    data["traits"][0]["weight"] = 0
    data["version"] = None
    paths = files(data, ANSWERS)
    finished = run(*paths)
    assert (finished.returncode, finished.stdout) == (2, "")
    assert finished.stderr.splitlines() == [
        f"{paths[0]}: juru-masak: (scoring.E009) version harus bilangan bulat mulai dari 1, bukan null. "
        "Petunjuk: Perbaiki version.",
        f"{paths[0]}: juru-masak: traits.lead: (scoring.E003) bobot harus angka di atas 0, bukan 0. "
        "Petunjuk: Pakai 1.0 bila semua sifat sama pentingnya.",
    ]


def test_refused_answers_end_with_2_and_one_problem_a_line(files, capsys):
    paths = files(raw(), ANSWERS | {"lead-1": 6, "x": 1})
    assert main(paths) == 2
    assert [line.split(") ")[0] for line in capsys.readouterr().err.splitlines()] == [
        f"{paths[1]}: lead-1: (scoring.E021",
        f"{paths[1]}: x: (scoring.E022",
    ]


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (b"{", "bukan JSON yang benar, baris 1 kolom 2."),
        (b"", "bukan JSON yang benar, baris 1 kolom 1."),
        (b"\xff\xfe{}", "berkas bukan teks UTF-8. Simpan ulang dengan pengodean UTF-8."),
        (b"[" * 100_000, "bukan kuis atau jawaban: terlalu banyak tingkat di dalamnya."),
        (b'{"a": ' + b"9" * 5000 + b"}", "tidak dapat dibaca sebagai JSON."),
        (b'{"lead-1": 4, "lead-1": 5}', "kunci 'lead-1' ditulis lebih dari sekali dalam satu objek."),
        (b'{"answers": {}, "second": []}', "di samping answers dan seconds tidak boleh ada 'second'."),
    ],
)
def test_a_file_that_cannot_be_read_says_why(files, capsys, document, sentence):
    paths = files(raw(), document)
    assert main(paths) == 2
    assert capsys.readouterr().err == f"{paths[1]}: {sentence}\n"


def test_missing_files_and_folders_are_all_named(tmp_path, capsys):
    assert main([str(tmp_path / "x.json"), str(tmp_path)]) == 2
    assert capsys.readouterr().err.splitlines() == [
        f"{tmp_path / 'x.json'}: berkas tidak ada. Periksa nama dan foldernya.",
        f"{tmp_path}: ini folder, bukan berkas JSON.",
    ]


@pytest.mark.parametrize("arguments", [[], ["a"], ["a", "b", "c"], ["-", "-"]])
def test_the_wrong_number_of_files_explains_the_use(capsys, arguments):
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith("Cara pakai: python -m assessments.scoring")


@pytest.mark.parametrize("document", [b"null", b"[]", b"3", b'"x"', b"NaN", b"true", b"[[]]"])
def test_any_other_json_is_refused_on_either_side(files, capsys, document):
    assert main(files(document, ANSWERS)) == 2
    assert main(files(raw(), document)) == 2
    assert "(scoring.E0" in capsys.readouterr().err
