"""The counseling sheet on paper."""

import pytest
from django.urls import reverse

from assessments import wording
from assessments.pdf import sheet_pdf
from assessments.sheet import counseling_sheet
from tests.cast import eager, finished, reluctant

from .conftest import answers_by_chance, opened, squeezed, text_of


def half_missing(question):
    return "skip" if sum(question["code"].encode()) % 2 else answers_by_chance(question)


@pytest.mark.parametrize("chooser", [eager, reluctant, answers_by_chance, half_missing])
def test_whatever_was_answered_is_one_page_with_all_that_was_picked(sari, chooser):
    document = finished(sari, chooser=chooser).reports.get().document_in("id")
    content = sheet_pdf(document, language="id")
    sheet = counseling_sheet(document)
    assert len(opened(content).pages) == 1
    text = text_of(content)
    for sentence in (sheet.outcome, *sheet.gaps, *sheet.questions, sheet.more):
        assert squeezed(sentence) in text


def test_the_longest_content_is_one_page_with_room_to_write(longest):
    content = sheet_pdf(longest, language="id")
    (page,) = opened(content).pages
    text = squeezed(page.extract_text())
    assert "Yangdisepakati" in text
    assert "Bertemulagipadatanggal:" in text
    assert "…" in text


def test_it_asks_for_no_signature_and_advises_nothing(document):
    text = text_of(sheet_pdf(document, language="id")).lower()
    assert "tandatangan" not in text
    assert "tidakmenganjurkan" in text


def test_a_score_is_explained_where_one_is_shown(document, eager_document):
    assert squeezed(wording.rule()) in text_of(sheet_pdf(eager_document, language="id"))


def test_the_file_name_has_the_sites_date_and_nothing_of_the_person(sari, document):
    response = sari.get(reverse("assessments:sheet-pdf", args=[sari.session["attempts"][0]]))
    assert response["Content-Disposition"].startswith('attachment; filename="lembar-konseling-2')
    assert response.content == sheet_pdf(document, language="id")


def test_the_report_offers_both_files(sari, document):
    attempt = sari.session["attempts"][0]
    page = sari.get(reverse("assessments:report", args=[attempt])).content.decode()
    for name in ("report-pdf", "sheet-pdf"):
        assert reverse(f"assessments:{name}", args=[attempt]) in page
