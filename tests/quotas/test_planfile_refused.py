"""A file that is no plan is refused whole, with line and sentence."""

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casework.quotas.planfile import MOST_BYTES, FileRefused, PlanFile, parse
from tests.quotas.planfiles import HEAD, KNOWN, plan, row


def refused(content):
    """The faults as pairs of line and sentence."""
    with pytest.raises(FileRefused) as refusal:
        parse(content, KNOWN)
    return [(fault.line, fault.message) for fault in refusal.value.faults]


def test_ceilings_above_the_national_total_are_refused():
    [(line, message)] = refused(plan(row("KZ", category="1", places="10"), row(places="101")))

    assert (line, message) == (2, "The split adds up to 101, more than the national total of 100.")


@pytest.mark.parametrize("places", ["-1", "-12.5", "−3"])
def test_negative_places_are_refused(places):
    assert refused(plan(row(places=places))) == [(3, "Places cannot be negative.")]


@pytest.mark.parametrize("places", ["", "1.5", "1e3", "1_000", "1 000", "٣", "NaN", "ten", "0x10", "+5"])
def test_places_that_are_no_whole_number_are_refused(places):
    assert refused(plan(row(places=places))) == [(3, "Places are a whole number in digits, nothing between them.")]


@pytest.mark.parametrize("places", ["10000001", "99999999999999999999"])
def test_absurdly_many_places_are_refused(places):
    assert refused(plan(row(places=places))) == [(3, "No plan has more than 10000000 places in one row.")]


def test_a_number_too_long_to_be_one_is_refused():
    assert refused(plan(row(places="9" * 5000))) == [(3, "places: at most 40 characters.")]


def test_an_unknown_region_is_refused():
    assert refused(plan(row("KZ-77"))) == [(3, "There is no region with this code; write it as KZ-55.")]


@pytest.mark.parametrize(("region", "year"), [("KZ-10", "2021"), ("KZ-99", "2020")])
def test_a_region_that_did_not_exist_in_that_year_is_refused(region, year):
    content = plan(row(region)).replace(b"2026", year.encode())

    assert refused(content) == [(3, f"The region {region} did not exist on any day of {year}.")]


@pytest.mark.parametrize(("region", "year"), [("KZ-10", "2022"), ("KZ-99", "2019")])
def test_a_region_that_existed_on_some_day_of_that_year_is_taken(region, year):
    assert parse(plan(row(region)).replace(b"2026", year.encode()), KNOWN).allocated == 10


def test_a_missing_region_is_refused():
    assert refused(plan(row(""))) == [(3, "The region is missing; the country as a whole is KZ.")]


def test_an_unknown_programme_is_refused_with_those_there_are():
    [(line, message), *_] = refused(plan(row()).replace(b"returnee", b"refugee"))

    assert (line, message) == (2, "There is no programme of this name; there are: in_migrant, labour, returnee.")


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"programme": "in_migrant"}, "programme"),
        ({"unit": "families"}, "unit"),
        ({"year": "2027"}, "year"),
    ],
)
def test_a_file_of_two_plans_is_refused(changes, what):
    assert refused(plan(row(**changes))) == [(3, f"A file is one plan, but this {what} differs from line 2.")]


def test_a_file_of_two_days_is_refused():
    content = plan(row(in_force_from="2026-07-01"), row("KZ-11", in_force_from="2026-08-01"))

    assert refused(content) == [(4, "A file is one plan, but this day of coming into force differs from line 3.")]


@pytest.mark.parametrize("unit", ["people", "", "PERSONS"])
def test_an_unknown_unit_is_refused(unit):
    assert refused(plan(row(unit=unit))) == [(3, "The unit must be one of: persons, families, permits.")]


def test_a_unit_the_programme_never_counts_in_is_refused():
    [(line, message), *_] = refused(plan(row()).replace(b"persons", b"permits"))

    assert (line, message) == (2, "This programme counts in persons; plans in another unit are never added to it.")


@pytest.mark.parametrize("year", ["", "26", "1990", "2101", "twenty", "٢٠٢٦", "-2026"])
def test_a_year_out_of_range_is_refused(year):
    assert refused(plan(row(year=year))) == [(3, "The year must be a number between 1991 and 2100.")]


@pytest.mark.parametrize("day", ["01.07.2026", "2026-7-1", "20260701", "soon"])
def test_a_day_written_otherwise_is_refused(day):
    assert refused(plan(row(in_force_from=day))) == [(3, "Write the day of coming into force as 2026-07-01.")]


def test_a_day_that_does_not_exist_is_refused():
    assert refused(plan(row(in_force_from="2026-02-30"))) == [(3, "The day of coming into force does not exist.")]


@pytest.mark.parametrize("day", ["2024-12-31", "2027-01-01"])
def test_a_day_far_from_the_year_is_refused(day):
    assert refused(plan(row(in_force_from=day))) == [(3, "A plan comes into force in its year or the year before.")]


def test_a_repeated_row_is_refused():
    assert refused(plan(row(), row())) == [(4, "This region and category already stand in line 3.")]


def test_a_second_total_is_refused():
    assert refused(plan(row("KZ"))) == [(3, "This region and category already stand in line 2.")]


def test_a_split_larger_than_the_total_is_refused():
    content = plan(row(places="60"), row("KZ-11", "41"))

    assert refused(content) == [(2, "The split adds up to 101, more than the national total of 100.")]


def test_a_missing_total_is_refused():
    content = "\n".join([HEAD, row()]).encode()

    assert refused(content) == [(None, "The national total is missing: a row with region KZ and no category.")]


@pytest.mark.parametrize(
    "rows",
    [
        [row(), row("KZ-11", category="1")],
        [row("KZ", category="1"), row(category="2")],
    ],
)
def test_every_pair_of_margins_is_refused(rows):
    [(line, message)] = refused(plan(*rows))

    assert line == 4
    assert "others by one of them alone" in message


@pytest.mark.parametrize("column", HEAD.split(","))
def test_a_missing_column_is_refused_by_name(column):
    assert refused(plan(row(), head=HEAD.replace(column, "other"))) == [(1, f"The column “{column}” is missing.")]


@pytest.mark.parametrize("head", [HEAD + ",places", HEAD + ",note"])
def test_a_column_more_is_refused(head):
    [(line, message)] = refused(plan(row(), head=head))

    assert line == 1
    assert message.startswith("Each column stands once")


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_separators_are_refused_with_what_to_do(mark):
    [(line, message)] = refused(plan(row()).replace(b",", mark.encode()))

    assert line == 1
    assert message.startswith("The columns must be separated by commas")


@pytest.mark.parametrize("cells", ["returnee,persons", row() + ",more"])
def test_a_row_of_another_length_is_refused(cells):
    [(line, message)] = refused(plan(cells))

    assert line == 3
    assert message.endswith("cells in place of 9.")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"   \r\n"])
def test_an_empty_file_is_refused(content):
    assert refused(content) == [(None, "The file is empty.")]


@pytest.mark.parametrize("encoding", ["cp1251", "cp1254", "utf-16"])
def test_another_encoding_is_refused(encoding):
    content = plan(row(), row("KZ-11", act="приказ" if encoding != "cp1254" else "değişiklik")).decode()

    [(line, message)] = refused(content.encode(encoding))

    assert line == (1 if encoding == "utf-16" else 4)
    assert message.startswith("The file is not in UTF-8")


def test_a_quotation_that_never_ends_is_refused():
    [(_, message)] = refused(plan(row(act='"order')))

    assert message == "The quotation marks do not match, or a cell is too long."


def test_a_cell_of_many_megabytes_is_refused():
    assert refused(b"a" * (MOST_BYTES + 1)) == [(None, "The file is larger than a plan can be (1 MB).")]


def test_too_many_rows_are_refused():
    [(line, message)] = refused(plan(*[row(category=str(n)) for n in range(2500)]))

    assert (line, message) == (2002, "The file has more rows than a plan can have (2000).")


@pytest.mark.parametrize("hostile", ["\0", "\x1b[31m", "\u2028", "\ufffd"])
@pytest.mark.parametrize("column", ["act", "category", "source", "programme"])
def test_hostile_text_is_refused(column, hostile):
    [(line, message)] = refused(plan(row(**{column: f"a{hostile}b"})))

    assert line == 3
    assert message.startswith(f"{column}: ")


@pytest.mark.parametrize("text", ["=1+1", "<script>alert(1)</script>", "{{7*7}}", "' OR 1=1--"])
def test_text_that_only_looks_dangerous_is_kept_as_it_is(text):
    content = "\n".join([HEAD, row("KZ", act=text), row(places="5")]).encode()

    assert parse(content, KNOWN).act == text


def test_all_faults_are_told_at_once_by_line():
    content = plan(row(places="-1"), row("", year="1"), row("KZ-77"))

    assert [line for line, _ in refused(content)] == [3, 4, 4, 5]


ROWS = st.text(max_size=200).map(lambda text: f"{HEAD}\n{text}".encode("utf-8", "replace"))


@given(st.binary(max_size=300) | ROWS)
@example(HEAD.encode())
def test_whatever_a_file_holds_it_is_read_or_refused(content):
    with suppress(FileRefused):
        assert isinstance(parse(content, KNOWN), PlanFile)
