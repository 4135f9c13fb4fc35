"""A table of another register read: rows to persons, faults by line and column."""

from datetime import date

import pytest

from casework.common.tablefile import Unreadable
from casework.people.rules import BirthDate
from casework.people.sheets.persons import Known, parse
from tests.people.registers import FAULTS, register, written

KNOWN = Known(
    {"passport": "passport", "birth_certificate": "birth_certificate"},
    {code.lower(): code for code in ("CN", "MN", "UZ", "TM", "RU", "TR", "IR", "AF")} | {"chn": "CN", "china": "CN"},
)
TODAY = date(2026, 11, 28)
ROW = {
    "external_id": "A-1", "script": "pinyin", "surname": "Ye", "given": "Nuerlan", "birth_date": "1985-03-14",
    "sex": "m", "nationality": "CHN", "document_type": "Passport", "document_number": "G 123", "issuer": "China",
}  # fmt: skip


def sheet(*rows):
    return parse(written(list(rows)), KNOWN, today=TODAY)


def faults(*rows):
    return [(fault.line, fault.column) for fault in sheet(*rows).faults]


def test_a_row_is_a_person_with_a_name_and_a_paper():
    (person,) = sheet(ROW).persons

    (row,) = person.rows
    assert (person.external_id, person.sex, person.nationality) == ("A-1", "M", "CN")
    assert person.birth == BirthDate(date(1985, 3, 14))
    assert (row.document.kind, row.document.number, row.document.country) == ("passport", "G 123", "CN")


def test_rows_of_one_identifier_are_one_person():
    cyrillic = {
        **ROW,
        "script": "kk-cyrl",
        "surname": "",
        "given": "Нұрлан",
        "document_type": "",
        "document_number": "",
    }

    (person,) = sheet(ROW, cyrillic).persons

    assert [row.name.given for row in person.rows] == ["Nuerlan", "Нұрлан"]


def test_what_one_row_leaves_open_another_may_say():
    open_row = {**ROW, "birth_date": "", "sex": "", "nationality": "", "document_type": "", "document_number": ""}

    (person,) = sheet(open_row, ROW).persons

    assert (person.sex, person.birth.on) == ("M", date(1985, 3, 14))


def test_of_two_dates_that_may_be_one_the_exact_one_is_taken():
    (person,) = sheet({**ROW, "birth_date": "1985"}, ROW).persons

    assert str(person.birth) == "14.03.1985"


@pytest.mark.parametrize(("column", "cell"), [("birth_date", "1986"), ("sex", "F"), ("nationality", "MN")])
def test_a_row_that_contradicts_its_person_is_at_fault_and_the_first_one_stands(column, cell):
    read = sheet(ROW, {**ROW, column: cell})

    assert [(fault.line, fault.column) for fault in read.faults] == [(3, column)]
    assert len(read.persons[0].rows) == 1


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != {"birth_date": ""}], ids=str)
def test_every_kind_of_fault_is_told_with_its_line(fault):
    assert {line for line, _column in faults(ROW, {**ROW, "external_id": "A-2", **fault})} == {3}


def test_a_row_with_several_faults_tells_all_of_them():
    assert faults({**ROW, "sex": "W", "birth_date": "soon"}) == [(2, "birth_date"), (2, "sex")]


def test_an_office_that_issued_a_paper_is_kept_and_the_nationality_says_the_country():
    (person,) = sheet({**ROW, "issuer": "Exit and Entry Administration"}).persons

    paper = person.rows[0].document
    assert (paper.country, paper.issuer) == ("CN", "Exit and Entry Administration")


def test_a_line_with_too_few_cells_is_at_fault_and_the_others_are_read():
    content = written([ROW]) + b"A-2,pinyin\r\n"

    read = parse(content, KNOWN, today=TODAY)

    assert (len(read.persons), [fault.line for fault in read.faults]) == (1, [3])


@pytest.mark.parametrize(
    "content", [b"", b"name,birth\nA,1985\n", "external_id\nҚ".encode("utf-16-le"), b"\xff\xfe\xff"]
)
def test_what_is_no_such_table_is_refused_whole(content):
    with pytest.raises(Unreadable):
        parse(content, KNOWN, today=TODAY)


def test_the_planted_faults_are_found_and_nothing_else():
    sent = register(600, faults=130, seed=3)

    read = parse(sent.content, KNOWN, today=TODAY)

    without_birth = {row.line for person in read.persons if person.birth is None for row in person.rows}
    assert {fault.line for fault in read.faults} | without_birth == sent.faulty
