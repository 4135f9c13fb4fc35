"""Reading printed reports back, by libraries that did not write them."""

import csv
import io
import re
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

import pypdf

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BLANKS = re.compile(r"[\u00a0\u202f\s]+")

Rows = list[list[str]]


def csv_rows(content: bytes) -> Rows:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def sheets(content: bytes) -> dict[str, list[list[str | float]]]:
    """Every sheet of a workbook by its name; figures as figures, words as words, no cell a formula."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        shared = [_text(each) for each in _xml(book, "xl/sharedStrings.xml").findall(f"{SHEET}si")]
        names = [each.attrib["name"] for each in _xml(book, "xl/workbook.xml").iter(f"{SHEET}sheet")]
        found = [_xml(book, f"xl/worksheets/sheet{number}.xml") for number in range(1, len(names) + 1)]
    assert not [cell for sheet in found for cell in sheet.iter(f"{SHEET}f")], "A cell is a formula."
    return {name: _rows(sheet, shared) for name, sheet in zip(names, found, strict=True)}


def _xml(book: zipfile.ZipFile, path: str) -> ElementTree.Element:
    return ElementTree.fromstring(book.read(path))  # noqa: S314 written by ourselves a moment ago


def _text(element: ElementTree.Element) -> str:
    return "".join(part.text or "" for part in element.iter(f"{SHEET}t"))


def _rows(sheet: ElementTree.Element, shared: list[str]) -> list[list[str | float]]:
    return [[_cell(cell, shared) for cell in row] for row in sheet.iter(f"{SHEET}row")]


def _cell(cell: ElementTree.Element, shared: list[str]) -> str | float:
    value = cell.find(f"{SHEET}v")
    if value is None or value.text is None:
        return ""
    return shared[int(value.text)] if cell.attrib.get("t") == "s" else float(value.text)


def pdf_text(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return BLANKS.sub(" ", " ".join(page.extract_text() for page in pages))


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: Rows = []
        self.is_open = False

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.is_open = True

    def handle_endtag(self, tag):
        self.is_open = self.is_open and tag not in ("td", "th")

    def handle_data(self, data):
        if self.is_open:
            self.rows[-1][-1] += data


def page_rows(page: str) -> Rows:
    """Every row of every table of a page, as words."""
    parser = _Tables()
    parser.feed(page)
    return [[BLANKS.sub(" ", cell).strip() for cell in row] for row in parser.rows]
