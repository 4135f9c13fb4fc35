import re
from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import pypdf
import pytest
import typst

from casework.common import pdf

TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, date: datetime(year: data.date.at(0), month: data.date.at(1), day: data.date.at(2)))
#set text(lang: "kk")
#data.text
"""
DAY = date(2026, 3, 2)


@pytest.fixture
def template(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "ROOT", tmp_path)
    path = tmp_path / "letter.typ"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


def compiled(template, text: str, on: date = DAY) -> bytes:
    return pdf.compile_pdf(template, {"title": "Хат", "text": text}, on=on)


def reader(document: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(document))


def test_a_document_is_tagged_and_names_its_title_language_and_day(template):
    document = reader(compiled(template, "мәтін"))

    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "kk"
    assert document.metadata.title == "Хат"
    assert document.metadata.creation_date.date() == DAY


def test_a_document_declares_the_archive_and_accessibility_standards(template):
    metadata = reader(compiled(template, "мәтін")).xmp_metadata.stream.get_data().decode()

    assert re.search(r"pdfaid:part>2<.*pdfaid:conformance>A<", metadata, re.DOTALL)
    assert "pdfuaid:part>1<" in metadata


def test_equal_data_and_day_give_equal_bytes(template):
    assert compiled(template, "мәтін") == compiled(template, "мәтін")


def test_another_day_gives_other_bytes(template):
    assert compiled(template, "мәтін") != compiled(template, "мәтін", on=date(2026, 3, 3))


@pytest.mark.parametrize("text", ["әғқңөұүһі ӘҒҚҢӨҰҮҺІ ₸ №", "ŋğıÖÜ"])
def test_letters_of_kazakh_are_inside_the_file(template, text):
    assert reader(compiled(template, text)).pages[0].extract_text() == text


@pytest.mark.parametrize("word", ["جۇماباەۆ", "ڭپچگۇلى"])
def test_letters_of_arabic_script_are_inside_the_file(template, word):
    assert reader(compiled(template, word)).pages[0].extract_text() == word


@pytest.mark.parametrize("text", ["李明", "😀", "\ue000"])
def test_a_letter_no_font_draws_costs_the_standard_and_not_the_document(template, text):
    document = reader(compiled(template, f"Хат {text} соңы"))

    assert document.pages[0].extract_text().startswith("Хат")
    assert "pdfaid" not in document.xmp_metadata.stream.get_data().decode()


def test_marks_that_turn_the_direction_of_writing_are_left_out(template):
    assert reader(compiled(template, "a\u202eb\u2066c")).pages[0].extract_text() == "abc"


def test_a_mistake_in_a_template_is_not_hidden(template):
    template.write_text("#nothing", encoding="utf-8")

    with pytest.raises(typst.TypstError, match="unknown variable"):
        compiled(template, "мәтін")


def test_a_picture_without_words_for_those_who_cannot_see_it_is_refused(template):
    template.write_text(TEMPLATE + '#image(bytes(data.picture), format: "svg")', encoding="utf-8")

    with pytest.raises(typst.TypstError, match="PDF/UA"):
        pdf.compile_pdf(template, {"title": "Хат", "text": "мәтін", "picture": pdf.qr_svg("a")}, on=DAY)


def test_a_page_can_be_seen_as_a_picture(template):
    pages = pdf.compile_picture(template, {"title": "Хат", "text": "мәтін"}, on=DAY)

    assert [page[:8] for page in pages] == [b"\x89PNG\r\n\x1a\n"]


def test_a_qr_code_is_a_picture_of_lines():
    picture = ElementTree.fromstring(pdf.qr_svg("https://kosh.example/c/abc"))  # noqa: S314 - made a line above

    assert picture.tag.endswith("svg")


def test_another_address_gives_another_qr_code():
    assert pdf.qr_svg("https://kosh.example/c/abc") != pdf.qr_svg("https://kosh.example/c/abd")
