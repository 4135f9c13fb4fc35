"""How a file of past inclusions is read, row by row."""

from datetime import date

import pytest

from casework.quotas.planfile import FileRefused
from casework.returnees.openingfile import COLUMNS, MOST_BYTES, parse
from tests.returnees.openings import KNOWN, TODAY, opening, read, row, this_year


def faults(*rows):
    return [(fault.line, fault.message) for fault in read(*rows).faults]


def test_a_row_is_read_by_the_names_of_its_columns():
    turned = "\n".join(",".join(reversed(line.split(","))) for line in opening(row()).decode().splitlines())

    (found,) = parse(turned.encode(), KNOWN, name="former.csv", today=TODAY).rows

    assert (found.person, found.region, found.places) == ("OR-1", "KZ-55", 1)
    assert found.included_on == date(2019, 4, 2)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"person": " "}, "The identifier of the person is missing."),
        ({"programme": "nurly"}, "There is no programme of this name; there are: labour, returnee."),
        ({"year": "19"}, "The year must be a number between 1991 and 2100."),
        ({"region": "KZ"}, "Name the region that included the person, as KZ-55."),
        ({"region": "KZ-99"}, "There is no region with this code; write it as KZ-55."),
        ({"region": "KZ-10"}, "The region KZ-10 did not exist on any day of 2019."),
        ({"places": "-1"}, "Places cannot be negative."),
        ({"places": "1.5"}, "Places are a whole number in digits, nothing between them."),
        ({"included_on": "02.04.2019"}, "Write the day of inclusion as 2026-07-01."),
        ({"included_on": "2019-02-29"}, "The day of inclusion does not exist."),
        ({"included_on": "2018-12-31"}, "The day of inclusion lies outside the year of the quota."),
        ({"document": "x" * 151}, "document: at most 150 characters."),
        ({"person": "x" * 65}, "person_external_id: at most 64 characters."),
    ],
)
def test_a_row_that_cannot_be_read_is_told_with_its_line(changes, told):
    assert faults(row("OR-7"), row(**changes)) == [(3, told)]


def test_a_day_still_to_come_is_no_past_inclusion():
    assert not faults(this_year(day=f"{TODAY}"))
    assert faults(this_year(day="2026-12-31")) == [
        (2, "The day of inclusion is still to come; past inclusions alone are opened.")
    ]


def test_every_fault_of_a_row_is_told():
    assert len(faults(row(places="x", included_on="x"))) == 2


def test_a_line_of_too_few_cells_spoils_no_other():
    file = read("OR-1,returnee", row("OR-2"))

    assert [fault.line for fault in file.faults] == [2]
    assert [found.person for found in file.rows] == ["OR-2"]


def test_a_row_that_stands_there_twice_counts_once():
    file = read(row(), row())

    assert (len(file.rows), file.repeated, file.faults) == (1, 1, [])


def test_a_person_is_included_once_within_a_file_too():
    assert faults(row(), row(year="2020", included_on="2020-01-05")) == [
        (3, "This person stands in line 2 already, with another inclusion into the same quota.")
    ]


@pytest.mark.parametrize("content", [b"", b"\0" * 500, b"person_external_id,programme\n1,2", "я".encode("cp1251")])
def test_what_is_no_such_table_is_refused_whole(content):
    with pytest.raises(FileRefused):
        parse(content, KNOWN, name="former.csv", today=TODAY)


def test_a_file_beyond_all_registers_is_refused_whole():
    with pytest.raises(FileRefused, match="larger than 200 MB"):
        parse(b"a" * (MOST_BYTES + 1), KNOWN, name="former.csv", today=TODAY)


def test_semicolons_and_two_bytes_a_letter_are_read_as_well():
    text = opening(row()).decode().replace(",", ";")

    assert len(parse(text.encode("utf-16"), KNOWN, name="former.csv", today=TODAY).rows) == 1
    assert COLUMNS[0] in text
