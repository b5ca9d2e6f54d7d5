import json
from pathlib import Path

import pytest

from professions.sentences import split_sentences

CONTENT = Path(__file__).parents[2] / "professions" / "content"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", ()),
        ("  \n\n ", ()),
        ("\ufeffSatu. Dua.", ("Satu.", "Dua.")),
        ("- satu;\n• dua;\n1) tiga.", ("satu;", "dua;", "tiga.")),
        ("Patuh pada UU No. 1 Tahun 1970. Teliti.", ("Patuh pada UU No. 1 Tahun 1970.", "Teliti.")),
        ("Lulusan S1 (S.Pd.) bidang konseling. Ia sabar.", ("Lulusan S1 (S.Pd.) bidang konseling.", "Ia sabar.")),
        ("Jawabannya “belum cukup.” Lalu apa? Entah!", ("Jawabannya “belum cukup.”", "Lalu apa?", "Entah!")),
        ("Satu   kalimat\t panjang.", ("Satu kalimat panjang.",)),
    ],
)
def test_sentences_are_split_as_a_reader_would(text, sentences):
    assert split_sentences(text) == sentences


@pytest.mark.parametrize("gold", sorted((Path(__file__).parents[1] / "data").glob("*.gold.json")), ids=lambda p: p.stem)
def test_shipped_source_texts_split_as_their_reading_does(gold):
    text = (CONTENT / gold.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8")
    assert list(split_sentences(text)) == json.loads(gold.read_text())["sentences"]
