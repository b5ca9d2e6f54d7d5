"""Reports on paper: the whole report, counseling sheets, tables. Takes stored documents, knows no database."""

from .counseling import sheet_pdf, sheets_pdf
from .frame import file_name
from .report import report_pdf
from .tables import cell, table_part, tables_pdf, text_part

__all__ = ["cell", "file_name", "report_pdf", "sheet_pdf", "sheets_pdf", "table_part", "tables_pdf", "text_part"]
