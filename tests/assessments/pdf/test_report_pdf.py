"""The fit report on paper."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.pdf import file_name, report_pdf, sheet_pdf
from assessments.pdf.coverage import FONTS
from assessments.pdf.report import report_data
from assessments.pdf.text import printable
from assessments.pdf.typesetting import shipped_fonts

from .conftest import opened, squeezed, structure, text_of

ROOT = Path(__file__).parents[3]
HOSTILE = [
    '#read("../rahasia")',
    '#image("/etc/passwd")',
    '#eval("1+1")',
    "*tebal* _miring_ $x^2$ @rujukan <label> = Judul - butir + butir / istilah: `kode` ~ \\ \\u{41}",
    '"]) #panic("x") ([" }} {% include "base.html" %} <script>alert(1)</script>',
]
SPOKEN = {"sentence", "sentences", "summary", "rule", "sum", "definition", "trainable", "draining", "belief", "reality",
          "again_sentence", "focus_sentence", "traits_sentence", "meaning", "intro", "why", "points",
          "note"}  # fmt: skip
WIDEST_LINE = 55  # W's that fit the column


def spoken(part, name=""):
    """Every sentence of a document."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from spoken(value, key)
    elif isinstance(part, list):
        for value in part:
            yield from spoken(value, name)
    elif isinstance(part, str) and name in SPOKEN:
        yield part


def renamed(document, name):
    return {**document, "profession": {**document["profession"], "name": name}}


def test_every_sentence_of_the_stored_report_is_printed(document):
    text = text_of(report_pdf(document, language="id"))
    sentences = [*spoken(document), *document["caveats"], *document["steps"]["rows"]]
    assert len(sentences) > 100
    assert [sentence for sentence in sentences if squeezed(printable(sentence)) not in text] == []


def test_sections_come_in_the_order_of_the_page(document, sari):
    report = sari.get(reverse("assessments:report", args=[sari.session["attempts"][0]])).content.decode()
    article = re.sub(r"<(nav|aside).*?</\1>", "", report.split("</article>")[0], flags=re.DOTALL)
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", article)
    titles = [squeezed(re.sub("<[^>]+>", "", heading)) for heading in headings]
    text = text_of(report_pdf(document, language="id"))
    places = [text.index(title) for title in titles]
    assert places == sorted(places)
    assert len(places) >= 8


def test_the_page_shows_the_very_drawing_of_the_pdf(document, sari):
    page = sari.get(reverse("assessments:report", args=[sari.session["attempts"][0]])).content.decode()
    assert data_of(document)["chart"]["svg"].strip() in page


def data_of(document):
    return report_data(document, moment=datetime(2026, 11, 24, tzinfo=UTC), language="id")


def test_the_file_is_tagged_and_says_its_language_title_and_content(document):
    pdf = opened(report_pdf(document, language="id"))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF's own kind of true
    assert root["/Lang"] == "id"
    assert pdf.metadata.title == "Laporan kecocokan: Kepala Program Kesejahteraan Masyarakat"
    assert "Inventori diri, bukan alat seleksi" in pdf.metadata.subject
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_every_drawing_has_its_words(document):
    drawings = [str(node["/Alt"]) for node in structure(report_pdf(document, language="id")) if "/Alt" in node]
    charts = [drawing for drawing in drawings if "Rentang dari" in drawing]
    assert len(charts) == 1 + sum(trait["band"] is not None for trait in document["traits"])


def test_values_stand_in_a_table_with_headers(document):
    kinds = [node.get("/S") for node in structure(report_pdf(document, language="id"))]
    assert kinds.count("/TR") == 2 + len(document["traits"])
    assert kinds.count("/TH") >= 4


def test_only_shipped_fonts_are_embedded(document):
    pdf = opened(report_pdf(renamed(document, "محمد ꦱꦫꦶ ≥"), language="id"))
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[1]
        for page in pdf.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert {font.removesuffix("-Identity-H") for font in fonts} == {path.stem for path in FONTS.glob("*.ttf")}


def test_no_other_font_can_be_chosen():
    assert set(shipped_fonts().families()) == {"Noto Sans", "Noto Sans Math", "Noto Sans Arabic", "Noto Sans Javanese"}


@pytest.mark.slow
def test_the_same_report_gives_the_same_bytes_in_every_process(document):
    code = (
        "import sys, json, django; django.setup(); from assessments.pdf import report_pdf, sheet_pdf; "
        "document = json.load(sys.stdin); "
        "sys.stdout.buffer.write(report_pdf(document, language='id') + sheet_pdf(document, language='id'))"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "careerguide.settings", "PYTHONHASHSEED": "7"}
    source = json.dumps(document).encode()
    runs = [
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, input=source, capture_output=True)
        for _ in range(2)
    ]
    here = report_pdf(document, language="id") + sheet_pdf(document, language="id")
    assert [run.stdout == here for run in runs] == [True, True], runs[0].stderr.decode()


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_printed_as_it_is(document, hostile):
    hostile_document = renamed(document, hostile)
    hostile_document["traits"] = [{**trait, "name": hostile} for trait in document["traits"]]
    hostile_document["outcome"] = {**document["outcome"], "sentences": [hostile]}
    assert text_of(report_pdf(hostile_document, language="id")).count(squeezed(hostile)) >= len(document["traits"]) + 1


@pytest.mark.slow
def test_a_word_of_a_hundred_kilobytes_is_printed(document):
    word = "x" * 100_000
    content = report_pdf({**document, "caveats": [word]}, language="id")
    assert sum(page.extract_text().count("x") for page in opened(content).pages) >= len(word)


@pytest.fixture
def sheet_of(document):
    """A function that gives the sheet of a profession and traits of this name."""

    def typeset(name):
        traits = [{**trait, "name": name} for trait in document["traits"]]
        return sheet_pdf({**renamed(document, name), "traits": traits}, language="id")

    return typeset


@given(st.text(max_size=30))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_name_can_be_printed(sheet_of, name):
    assert sheet_of(name).startswith(b"%PDF")


@pytest.mark.slow
def test_the_longest_content_makes_more_pages_and_stays_in_the_column(longest):
    pages = [page.extract_text() for page in opened(report_pdf(longest, language="id")).pages]
    assert len(pages) > 20
    widest = max(len(run) for page in pages for run in re.findall("W+", page.replace("\u200b", "")))
    assert 13 <= widest <= WIDEST_LINE
    assert sum(page.count("Mengurus") for page in pages) == 40


def test_every_page_has_its_number_and_what_it_is_not_for(document):
    pages = [squeezed(page.extract_text()) for page in opened(report_pdf(document, language="id")).pages]
    for number, page in enumerate(pages, start=1):
        assert f"Halaman{number}dari{len(pages)}" in page
        assert "Inventoridiri,bukanalatseleksi" in page
        assert "KepalaProgramKesejahteraanMasyarakat" in page


def test_the_language_is_the_callers(document):
    assert opened(report_pdf(document, language="en")).trailer["/Root"]["/Lang"] == "en"


def test_without_a_score_there_is_no_drawing_and_no_table(document):
    outcome = {**document["outcome"], "score": None, "band": None, "score_text": None, "band_text": None, "sum": ""}
    traits = [{**trait, "score": None, "band": None} for trait in document["traits"]]
    content = report_pdf({**document, "outcome": outcome, "traits": traits}, language="id")
    assert "/Table" not in [node.get("/S") for node in structure(content)]


def test_the_file_name_has_the_sites_date_and_nothing_of_the_person(sari, document):
    attempt = sari.session["attempts"][0]
    response = sari.get(reverse("assessments:report-pdf", args=[attempt]))
    assert response["Content-Type"] == "application/pdf"
    assert re.fullmatch(r'attachment; filename="hasil-kuis-\d{4}-\d\d-\d\d\.pdf"', response["Content-Disposition"])
    assert "no-store" in response["Cache-Control"]
    assert response.content == report_pdf(document, language="id")


def test_an_unfinished_attempt_has_no_pdf(sari):
    for name in ("report-pdf", "sheet-pdf"):
        response = sari.get(reverse(f"assessments:{name}", args=[sari.attempt.pk]))
        assert response.status_code == 302


def test_late_in_the_evening_the_date_is_the_sites(document):
    assert file_name("hasil-kuis", datetime(2026, 11, 24, 17, 30, tzinfo=UTC)) == "hasil-kuis-2026-11-25.pdf"


def test_the_package_knows_no_database():
    code = (
        "import sys; from django.conf import settings; settings.configure(); import assessments.pdf; "
        "sys.exit('django.db.models.base' in sys.modules or 'assessments.models' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
