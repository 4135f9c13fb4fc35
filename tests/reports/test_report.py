"""Typed tables: what adds up, what is rounded, what is frozen."""

import json
from datetime import date
from decimal import Decimal

import pytest

from casework.common.written import Text
from casework.reports import frozen
from casework.reports.report import (
    Column,
    Disagreement,
    Kind,
    Level,
    Reconciliation,
    Report,
    Table,
    added,
    percent,
    row,
)
from tests.moments import NOON

NAME = Text("Аты", "Имя", "Name")
COLUMNS = (
    Column("name", NAME, Kind.TEXT), Column("limit", NAME, Kind.NUMBER), Column("used", NAME, Kind.NUMBER),
    Column("share", NAME, Kind.PERCENT, part="used", whole="limit"), Column("day", NAME, Kind.DATE),
)  # fmt: skip
NO_LIMIT = Text("шектеусіз", "без ограничения", "no limit")


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        (1, 3, "33.3"), (2, 3, "66.7"), (1, 2000, "0.1"), (1, 2001, "0.0"), (1, 800, "0.1"), (3, 800, "0.4"),
        (0, 5, "0.0"), (7, 7, "100.0"),
    ],
)  # fmt: skip
def test_a_share_has_one_decimal_and_a_half_goes_up(part, whole, share):
    assert str(percent(part, whole)) == share


@pytest.mark.parametrize(("part", "whole"), [(0, 0), (5, None), (None, 5), (5, NO_LIMIT)])
def test_of_nothing_and_of_no_limit_there_is_no_share(part, whole):
    assert percent(part, whole) is None


def line(key, limit, used):
    return row(COLUMNS, key, {"name": NAME, "limit": limit, "used": used})


def test_figures_are_added_and_shares_are_not():
    total = added(COLUMNS, "total", {"name": NAME}, [line("a", 1, 1), line("b", 3, 0)], Level.TOTAL)

    assert total.values == (NAME, 4, 1, Decimal("25.0"), None)


def test_what_has_no_limit_with_others_has_none_together():
    total = added(COLUMNS, "total", {}, [line("a", 1, 1), line("b", NO_LIMIT, 4)], Level.TOTAL)

    assert total.values == (None, NO_LIMIT, 5, None, None)


def test_nothing_added_up_is_nothing():
    assert added(COLUMNS, "total", {}, [], Level.TOTAL).values == (None, 0, 0, None, None)


@pytest.fixture
def report():
    rows = (line("a", 7, 5), row(COLUMNS, "b", {"limit": NO_LIMIT, "used": 0, "day": date(2026, 7, 1)}))
    table = Table("t", NAME, NAME, COLUMNS, rows, (added(COLUMNS, "total", {}, rows, Level.TOTAL),))
    return Report("r", NAME, date(2026, 6, 30), ((NAME, NO_LIMIT),), (table,), (NAME,))


def test_what_is_written_is_read_again(report):
    assert frozen.read(json.loads(frozen.written(report))) == report


def test_the_written_form_is_one_whatever_the_order_it_is_kept_in(report):
    kept = json.loads(frozen.written(report))
    shuffled = json.loads(json.dumps(dict(reversed(kept.items()))))

    assert frozen.checksum_of(frozen.read(shuffled)) == frozen.checksum_of(report)


def test_another_figure_has_another_checksum(report):
    other = json.loads(frozen.written(report))
    other["tables"][0]["rows"][0]["values"][1] = 8

    assert frozen.checksum_of(frozen.read(other)) != frozen.checksum_of(report)


def test_a_reconciliation_is_read_again():
    found = Reconciliation(NOON, 3, 1, (Disagreement("IN-2026-000001", 5, 0, 0, 0),))

    assert frozen.read_reconciliation(json.loads(json.dumps(frozen.plain_reconciliation(found)))) == found
