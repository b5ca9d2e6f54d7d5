"""Reports on paper: the whole report and the counseling sheet. Takes stored documents, knows no database."""

from .counseling import sheet_pdf
from .frame import file_name
from .report import report_pdf

__all__ = ["file_name", "report_pdf", "sheet_pdf"]
