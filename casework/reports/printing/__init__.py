"""Any report of the catalogue as a file: PDF in three languages, XLSX and CSV in that of the page.

Equal editions give equal bytes: no printing asks what time it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from casework.reports.printing import paper, rows, workbook
from casework.reports.report import Edition
from casework.reports.states import Format


@dataclass(frozen=True)
class Printing:
    """How one format is written, and what a browser is told it is."""

    write: Callable[[Edition], bytes]
    content_type: str


PRINTINGS: Mapping[str, Printing] = {
    Format.PDF: Printing(paper.write, "application/pdf"),
    Format.XLSX: Printing(workbook.write, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Format.CSV: Printing(rows.write, "text/csv; charset=utf-8"),
}
