"""Reading a plan as published."""

from datetime import date

import pytest

from casework.quotas.planfile import parse
from tests.quotas.planfiles import FILES, KNOWN, plan, row


@pytest.mark.parametrize(
    ("name", "cells", "total", "reserve"),
    [
        ("plan_returnee_2025.csv", 8, 2309, 0),
        ("plan_returnee_2026.csv", 8, 2281, 0),
        ("plan_in_migrant_2026.csv", 7, 5997, 0),
        ("plan_labour_2024.csv", 5, 22000, 0),
        ("plan_labour_2026.csv", 5, 18146, 0),
    ],
)
def test_a_published_plan_is_read(name, cells, total, reserve):
    file = parse((FILES / name).read_bytes(), KNOWN)

    assert (len(file.places), file.total, file.reserve) == (cells, total, reserve)


def test_the_act_and_the_day_are_those_of_the_total():
    file = parse((FILES / "plan_labour_2026.csv").read_bytes(), KNOWN)

    assert (file.act, file.in_force_from) == ("order 12.12.2025 N 397", date(2026, 1, 2))


def test_what_the_split_leaves_over_is_the_reserve():
    assert parse(plan(row(places="60")), KNOWN).reserve == 40


def test_a_plan_without_split_is_all_reserve():
    assert parse(plan(), KNOWN).reserve == 100


def test_a_region_may_hold_zero():
    assert parse(plan(row(places="0")), KNOWN).places == {("KZ-55", ""): 0}


def test_rows_may_have_a_region_and_a_category():
    file = parse(plan(row(category="1"), row(category="2"), row("KZ-11", category="1")), KNOWN)

    assert set(file.places) == {("KZ-55", "1"), ("KZ-55", "2"), ("KZ-11", "1")}


def test_a_mark_of_utf_8_at_the_beginning_is_no_letter():
    assert parse(b"\xef\xbb\xbf" + plan(row()), KNOWN).allocated == 10


def test_lines_may_end_as_anywhere():
    assert parse(plan(row()).replace(b"\n", b"\r\n") + b"\r\n", KNOWN).allocated == 10


def test_columns_are_found_by_their_names():
    head, *rows = plan(row()).decode().splitlines()
    turned = [",".join(reversed(line.split(","))) for line in (head, *rows)]

    assert parse("\n".join(turned).encode(), KNOWN).figures == parse(plan(row()), KNOWN).figures


def test_empty_lines_are_passed_over():
    assert parse(plan(row(), "", ",,,,,,,,"), KNOWN).allocated == 10


def test_the_figures_are_the_same_whatever_the_order_of_the_rows():
    one, other = plan(row(), row("KZ-11")), plan(row("KZ-11"), row())

    assert parse(one, KNOWN).figures == parse(other, KNOWN).figures


def test_families_were_counted_before_persons():
    content = plan(row()).replace(b"persons", b"families").replace(b"2026", b"2016")

    assert parse(content, KNOWN).unit == "families"


def test_a_day_given_in_one_row_is_that_of_the_file():
    assert parse(plan(row(in_force_from="2026-07-01")), KNOWN).in_force_from == date(2026, 7, 1)
