"""Words in the cells of a spreadsheet."""

from casework.common.spreadsheets import harmless_text
from casework.common.written import NBSP, Text
from casework.reports.wording import said


def in_cell(text: Text) -> str:
    """In the language of the page, never a formula, with blanks that a search finds."""
    return harmless_text(said(text).replace(NBSP, " "))
