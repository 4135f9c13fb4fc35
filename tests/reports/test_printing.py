"""One report in every format, read back: the same figures everywhere."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdf
import pytest
from django.utils import translation

from casework.common.pdf import compile_picture
from casework.common.written import Text
from casework.reports.printing import PRINTINGS, paper
from casework.reports.printing.workbook import sheet_name
from casework.reports.report import Column, Disagreement, Kind, Row, Table
from tests.factories.quotas import AllocationFactory, EntryFactory
from tests.quotas.database import run
from tests.reports.reading import csv_rows, page_rows, pdf_text, sheets
from tests.reports.world import labour, told

pytestmark = pytest.mark.django_db

TOTAL = ["Whole country", "all categories", 2300, 2300, 1033, 200, 1067, 44.9]
COUNTED = """
    SELECT sum(d_limit) FILTER (WHERE quotas_order.kind = 'establish'), sum(d_limit), sum(d_used), sum(d_held),
           sum(d_limit) - sum(d_used) - sum(d_held), round(100.0 * sum(d_used) / sum(d_limit), 1)
    FROM quotas_entry LEFT JOIN quotas_order ON quotas_order.id = order_id
"""


@pytest.fixture
def edition(db):
    labour()
    return told()


def written(edition, kind):
    return PRINTINGS[kind].write(edition)


def numbers(row):
    """The figures of a row of words, as any format writes them."""
    return [float(cell.replace(",", "")) for cell in row[2:]]


def test_the_total_is_one_in_the_page_the_workbook_the_paper_the_rows_and_the_ledger(edition, read):
    """Page, XLSX, PDF, CSV and a count of the ledger by plain SQL."""
    page = read("/reports/quota-utilisation/", as_of="2026-03-02", year="2026")
    in_page = next(numbers(row)[:6] for row in page_rows(page) if row[:2] == TOTAL[:2])
    book = sheets(written(edition, "xlsx"))["1. Foreign labour 2026"]
    in_workbook = next(row for row in book if row[:2] == TOTAL[:2])
    in_rows = next(numbers(row)[:6] for row in csv_rows(written(edition, "csv")) if row[:2] == TOTAL[:2])
    in_ledger = [float(figure) for figure in run(COUNTED)[0]]

    assert in_page == in_workbook[2:8] == in_rows == in_ledger == TOTAL[2:]
    assert "all categories 2 300 2 300 1 033 200 1 067 44,9" in pdf_text(written(edition, "pdf"))


def test_every_row_is_one_in_the_page_the_workbook_and_the_rows(edition, read):
    page = page_rows(read("/reports/quota-utilisation/", as_of="2026-03-02", year="2026"))
    rows = csv_rows(written(edition, "csv"))
    book = sheets(written(edition, "xlsx"))["1. Foreign labour 2026"]

    for line in edition.report.tables[0].lines:
        expected = [each.en if isinstance(each, Text) else float(each) for each in line.values if each is not None]
        assert [row for row in page if readable(row) == expected]
        assert [row for row in rows if readable(row) == expected]
        assert [row for row in book if [cell for cell in row if cell != ""] == expected]


def readable(row):
    return [_number(cell) for cell in row if cell not in ("", "–")]


def _number(cell):
    try:
        return float(cell.replace(",", ""))
    except ValueError:
        return cell


@pytest.mark.parametrize("kind", PRINTINGS)
def test_equal_editions_give_equal_bytes(edition, kind):
    assert written(edition, kind) == written(edition, kind)


def test_a_file_says_of_what_it_is(edition):
    for text in (str(csv_rows(written(edition, "csv"))), str(sheets(written(edition, "xlsx"))["About the report"])):
        for said in ("2 March 2026", "Whole country", "files compared: 3, differences: 3", "half rounded up"):
            assert said in text


def test_the_paper_is_in_three_languages_whatever_the_page_is(edition):
    with translation.override("ru"):
        russian = written(edition, "pdf")

    assert russian == written(edition, "pdf")
    for word in ("Қайта бөлінген", "Перераспределено", "Redistributed", "Павлодар облысы", "рұқсат"):
        assert word in pdf_text(russian)


def test_rows_and_workbook_are_in_the_language_of_the_page(edition):
    with translation.override("kk"):
        rows, book = csv_rows(written(edition, "csv")), sheets(written(edition, "xlsx"))

    assert ["Квотаның пайдаланылуы"] in rows
    assert "Өңір" in book["1. Шетелдік жұмыс күші 2026"][2]


def test_files_that_differ_from_the_ledger_are_listed_in_every_format(edition):
    (file, *_figures) = (each.file for each in edition.reconciliation.disagreements)

    assert file in pdf_text(written(edition, "pdf"))
    assert [file, "0", "0", "33", "0"] in csv_rows(written(edition, "csv"))
    assert [file, 0, 0, 33, 0] in sheets(written(edition, "xlsx"))["2. Differences"]


def test_a_report_without_figures_can_be_printed():
    found = told(year=2031)

    assert "no quota was set for 2031" in pdf_text(written(found, "pdf"))
    assert list(sheets(written(found, "xlsx"))) == ["About the report"]
    assert ["By this day no quota was set for 2031."] in csv_rows(written(found, "csv"))


FORMULA = Text.same('=HYPERLINK("http://evil.example","x")')


def test_no_cell_and_no_head_is_a_formula(edition):
    columns = (Column("name", FORMULA, Kind.TEXT), Column("day", FORMULA, Kind.DATE))
    table = Table("t", FORMULA, FORMULA, columns, (Row("a", (FORMULA, date(2026, 7, 1))),))
    report = replace(edition.report, title=FORMULA, tables=(table,), scope=((FORMULA, FORMULA),), notes=(FORMULA,))
    hostile = replace(edition, report=report)

    rows = [cell for row in csv_rows(written(hostile, "csv")) for cell in row]
    book = [cell for sheet in sheets(written(hostile, "xlsx")).values() for row in sheet for cell in row]

    harmed = f"'{FORMULA.en}"
    assert (rows.count(harmed), rows.count(FORMULA.en)) == (9, 0)
    assert book.count(harmed) == 8
    assert [cell for cell in book if str(cell).startswith("=")] == []
    assert FORMULA.en.replace(" ", "") in pdf_text(written(hostile, "pdf")).replace(" ", "")


def test_what_looks_like_a_number_of_a_file_stays_words(edition):
    found = replace(edition.reconciliation, disagreements=(Disagreement("00123", 1, 1, 1, 0),))

    book = sheets(written(replace(edition, reconciliation=found), "xlsx"))

    assert book["2. Differences"][-1][0] == "00123"


@pytest.mark.parametrize(
    ("title", "name"), [("a/b\\c?*[d]:e", "1. a b c   d  e"), ("x" * 60, "1. " + "x" * 28), ("'quoted'", "1. quoted")]
)
def test_a_sheet_has_a_name_that_every_spreadsheet_takes(title, name):
    assert sheet_name(Table("t", Text.same(title), Text.same(""), (), ()), 1) == name


def test_a_long_report_goes_on_with_its_heads_on_every_page():
    for number in range(60):
        EntryFactory(allocation=AllocationFactory(category=f"c{number:02}", places=100), key=f"{number}")
    found = told()

    pages = compile_picture(paper.TEMPLATE, paper.sheet(found), on=found.report.as_of, dots_per_inch=20)

    assert len(pages) > 2
    assert pdf_text(written(found, "pdf")).count("Перераспределено") >= 3


def test_generated_files_mark_the_paper(edition):
    marked = replace(edition, reconciliation=replace(edition.reconciliation, generated=1))

    assert "GENERATED FOR DEMONSTRATION" in pdf_text(written(marked, "pdf"))
    assert "GENERATED FOR DEMONSTRATION" not in pdf_text(written(edition, "pdf"))


def test_the_paper_keeps_the_archive_standards(edition):
    declared = pypdf.PdfReader(BytesIO(written(edition, "pdf"))).xmp_metadata.stream.get_data().decode()

    assert "pdfuaid:part>1<" in declared
