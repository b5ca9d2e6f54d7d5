"""A stored report as a file: for its owner, and for the counselor whom she let look."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.translation import get_language

from professions.translations import SOURCE_LANGUAGE

from .. import pdf
from ..models import Report


def pdf_response(report: Report, typeset: Callable[..., bytes], kind: str) -> HttpResponse:
    """The report as `typeset` prints it; the file's name says neither who nor how much."""
    document = report.document_in(get_language())
    language = document.get("language", SOURCE_LANGUAGE)
    response = HttpResponse(typeset(document, language=language), "application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{pdf.file_name(kind, report.created_at)}"'
    return response
