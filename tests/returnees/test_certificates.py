from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdf
import pytest

from casework.common.written import Text
from casework.returnees.documents import Duplicate, certificate_pdf, certificates_pdf
from casework.returnees.documents.certificates import sheets
from casework.returnees.wording.common import GENERATED
from tests.returnees.papers import FAMILY, HOLDER, HOSTILE, certificate, read

LOST = Duplicate(reason=Text("жоғалған", "утеря", "loss"), on=date(2026, 5, 4))


def test_a_certificate_says_who_holds_it_and_until_when():
    text = read(certificate_pdf(certificate()))

    assert "Жұмабаева Гүлнәр Ықыласқызы" in text
    assert "ZHUMABAYEVA GULNAR" in text
    assert "2027 жылғы 4 наурыз" in text
    assert "№ KZ-2026-000123" in text


def test_a_certificate_prints_the_last_valid_day_and_not_the_first_invalid_one():
    text = read(certificate_pdf(certificate(until=date(2027, 3, 1))))

    assert "28 February 2027" in text
    assert "1 March 2027" not in text


def test_a_certificate_speaks_three_languages():
    text = read(certificate_pdf(certificate()))

    assert "Удостоверение кандаса · Kandas certificate" in text
    assert "Қытай Китай · China" in text
    assert "женский · female" in text


@pytest.mark.parametrize(
    ("granted_on", "word", "other"),
    [(date(2020, 12, 31), "ОРАЛМАН КУӘЛІГІ", "Kandas"), (date(2021, 1, 1), "ҚАНДАС КУӘЛІГІ", "Oralman")],
)
def test_a_certificate_uses_the_word_of_its_day(granted_on, word, other):
    text = read(certificate_pdf(certificate(granted_on=granted_on)))

    assert word in text
    assert other not in text


def test_a_name_in_arabic_script_is_printed_in_its_letters():
    text = read(certificate_pdf(certificate()))

    # A reader of the file meets words written from right to left in the order of the page.
    assert set(HOLDER.arabic_name.split()) <= set(text.split())


def test_a_holder_without_other_spellings_has_no_empty_lines_for_them():
    text = read(certificate_pdf(certificate(holder=replace(HOLDER, passport_name="", arabic_name=""))))

    assert "in Arabic script" not in text
    assert "as in the passport" not in text


def test_a_certificate_lists_the_family_that_moved_with_the_holder():
    text = read(certificate_pdf(certificate()))

    assert all(member.name in text for member in FAMILY)
    assert "1952 г. · 1952" in text


def test_a_holder_who_came_alone_has_no_list_of_family():
    assert "Family who moved" not in read(certificate_pdf(certificate(family=())))


def test_a_certificate_tells_where_its_validity_is_checked():
    assert certificate().url in read(certificate_pdf(certificate())).replace(" ", "")


def test_the_qr_code_belongs_to_the_address():
    sheet = sheets([certificate(), certificate(url="https://kosh.example/c/other")])

    assert sheet["certificates"][0]["qr"] != sheet["certificates"][1]["qr"]


def test_a_generated_certificate_says_so_in_three_languages():
    text = read(certificate_pdf(certificate(is_generated=True)))

    # Above everything else, and across the page.
    assert [text.count(words.upper()) for words in (GENERATED.kk, GENERATED.ru, GENERATED.en)] == [2, 2, 2]


def test_a_real_certificate_bears_no_mark_of_demonstration():
    assert "GENERATED" not in read(certificate_pdf(certificate())).upper()


def test_one_generated_certificate_marks_no_other_in_the_same_file():
    pages = pypdf.PdfReader(BytesIO(certificates_pdf([certificate(is_generated=True), certificate()]))).pages

    assert ["GENERATED" in page.extract_text() for page in pages] == [True, False]


def test_a_duplicate_says_why_it_was_issued():
    text = read(certificate_pdf(certificate(duplicate=LOST)))

    assert "DUPLICATE" in text
    assert "Issued on 4 May 2026. Reason: loss" in text


def test_the_certificates_of_a_family_follow_one_another():
    family = [certificate(number=f"KZ-2026-00000{n}") for n in range(3)]

    pages = pypdf.PdfReader(BytesIO(certificates_pdf(family))).pages

    assert [f"KZ-2026-00000{n}" in page.extract_text() for n, page in enumerate(pages)] == [True] * 3


def test_no_certificate_is_no_document():
    with pytest.raises(ValueError, match="no certificate"):
        certificates_pdf([])


def test_a_family_of_six_with_every_mark_fits_one_page():
    marks = {"is_generated": True, "duplicate": LOST}

    document = certificate_pdf(certificate(family=(FAMILY * 2)[:5], **marks))

    assert len(pypdf.PdfReader(BytesIO(document)).pages) == 1


def test_a_very_large_family_goes_on_to_a_page_with_the_same_number():
    pages = pypdf.PdfReader(BytesIO(certificate_pdf(certificate(family=FAMILY * 5)))).pages

    assert [f"№ {certificate().number}" in page.extract_text() for page in pages] == [True, True]


def test_equal_facts_give_equal_bytes():
    assert certificate_pdf(certificate()) == certificate_pdf(certificate())


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_printed_as_it_was_given(name):
    text = read(certificate_pdf(certificate(holder=replace(HOLDER, name=name))))

    assert name.replace(" ", "") in text.replace(" ", "")


def test_a_name_without_end_stays_on_the_paper():
    document = certificate_pdf(certificate(holder=replace(HOLDER, name="Ұ" * 200), family=()))

    lines = pypdf.PdfReader(BytesIO(document)).pages[0].extract_text().splitlines()

    assert max(line.count("Ұ") for line in lines) < 60
