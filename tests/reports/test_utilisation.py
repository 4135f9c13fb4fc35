"""Quota utilisation: set, redistributed, used, held, free, and how it adds up."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from casework.quotas import actions as quotas
from casework.quotas.planfile import parse
from casework.reports import frozen
from casework.reports.report import Kind, Level
from casework.reports.utilisation import in_words, reconcile
from tests.factories.quotas import AllocationFactory, EntryFactory, PlanFactory, SignatoryFactory, allot, region
from tests.moments import NOON
from tests.quotas.database import run
from tests.quotas.planfiles import KNOWN, plan, row
from tests.reports.world import COUNTRY, TODAY, figures, labour, move, returnees, told, use
from tests.world import held, staff_of

pytestmark = pytest.mark.django_db

SETS = ("set", "limit", "used", "held", "free")


def sets(found, key):
    return tuple(found[key][name] for name in SETS)


def test_a_cell_is_told_as_set_as_redistributed_and_as_used():
    labour()

    found = figures(told())

    assert sets(found, "KZ-55/1") == (300, 340, 0, 0, 340)
    assert sets(found, "KZ-55/2") == (1200, 1200, 1000, 200, 0)
    assert sets(found, "reserve") == (500, 460, 0, 0, 460)
    assert found["KZ-55/2"]["share"] == Decimal("83.3")


def test_what_is_set_is_what_established_the_plan_and_no_later_order():
    cell = AllocationFactory(places=100)
    other = AllocationFactory(plan=cell.plan, region=region("KZ-11"), places=1)
    move(cell, other, 30, on=date(2026, 2, 1))

    before, after = told(date(2026, 1, 31)), told()

    assert sets(figures(before, "returnee-2026"), "KZ-55/") == (100, 100, 0, 0, 100)
    assert sets(figures(after, "returnee-2026"), "KZ-55/") == (100, 70, 0, 0, 70)
    assert sets(figures(after, "returnee-2026"), "total") == (101, 101, 0, 0, 101)


def test_regions_and_categories_and_the_country_add_up():
    labour()

    found = figures(told())

    for name in SETS:
        cells = {key: each[name] for key, each in found.items() if key[:2] == "KZ" and not key.endswith("*")}
        assert found["KZ-55/*"][name] == cells["KZ-55/1"] + cells["KZ-55/2"]
        assert found["*/2"][name] == cells["KZ-11/2"] + cells["KZ-55/2"]
        assert found["KZ-11/*"][name] + found["KZ-55/*"][name] == sum(cells.values()) == found["distributed"][name]
        assert found["*/1"][name] + found["*/2"][name] == found["distributed"][name]
        assert found["total"][name] == found["distributed"][name] + found["reserve"][name]


INDEPENDENT = """
    SELECT coalesce(sum(d_limit) FILTER (WHERE kind = 'establish'), 0), sum(d_limit), sum(d_used), sum(d_held),
           sum(d_limit) - sum(d_used) - sum(d_held)
    FROM quotas_entry LEFT JOIN quotas_order ON quotas_order.id = order_id
    JOIN quotas_allocation ON quotas_allocation.id = allocation_id
    JOIN quotas_plan ON quotas_plan.id = quotas_allocation.plan_id
    WHERE programme_id = 'labour' AND happened_on <= %s
""".replace("kind =", "quotas_order.kind =")


@pytest.mark.parametrize("day", [TODAY, date(2026, 1, 31), date(2026, 1, 1)])
def test_the_country_is_what_an_independent_count_of_the_ledger_says(day):
    labour()

    assert [sets(figures(told(day)), "total")] == run(INDEPENDENT, day)


def test_families_and_persons_stand_in_tables_of_their_own():
    labour()
    returnees()

    tables = told().report.tables

    assert [(table.key, table.unit.en) for table in tables] == [
        ("labour-2026", "permits"), ("returnee-2026", "persons")
    ]  # fmt: skip
    assert all(sum(row.level == Level.TOTAL for row in table.totals) == 1 for table in tables)


def test_a_plan_of_regions_alone_has_no_column_of_categories():
    returnees()

    (table,) = told().report.tables

    assert "category" not in [column.key for column in table.columns]
    assert [row.key for row in table.lines] == ["KZ-11/", "KZ-55/", "total"]


def test_a_plan_of_categories_alone_is_added_up_once():
    cells = [AllocationFactory(region=None, category=category, places=10) for category in "12"]

    found = figures(told(), f"returnee-{cells[0].plan.year}")

    assert list(found) == ["/1", "/2", "total"]


def test_a_plan_that_is_all_reserve_is_told():
    AllocationFactory(region=None, places=50)

    assert sets(figures(told(), "returnee-2026"), "reserve") == (50, 50, 0, 0, 50)


def test_one_region_is_told_without_the_country():
    labour()

    found = told(region="KZ-55")

    assert list(figures(found)) == ["KZ-55/1", "KZ-55/2", "KZ-55/*"]
    assert "One region alone" in found.report.notes[-1].en


def test_places_without_limit_say_so_and_have_no_share():
    cell = AllocationFactory(limit=None)
    EntryFactory(allocation=cell, places=5)

    found = figures(told(), "returnee-2026")["total"]

    assert (found["set"].en, found["limit"].en, found["free"].en) == ("no limit",) * 3
    assert (found["held"], found["share"]) == (5, None)


def test_a_region_that_was_published_with_zero_places_is_in_the_report(country):
    file = plan(row("KZ-55", "100"), row("KZ-11", "0"))
    by = quotas.Signatories(SignatoryFactory(), SignatoryFactory())
    quotas.load_plan(parse(file, KNOWN), by=by, at=NOON)

    found = figures(told(), "returnee-2026")

    assert sets(found, "KZ-11/") == (0, 0, 0, 0, 0)
    assert found["KZ-11/"]["share"] is None


def test_before_anything_was_set_the_report_says_so():
    labour()

    found = told(date(2025, 12, 31)).report

    assert (found.tables, [note.en for note in found.notes]) == ((), ["By this day no quota was set for 2026."])


def test_a_past_day_is_told_alike_whatever_happened_since():
    labour()
    before = told(date(2026, 2, 28))

    use(AllocationFactory(plan__programme__code="labour", category="3", places=50), 7)

    assert frozen.checksum_of(told(date(2026, 2, 28), year=2026).report) != frozen.checksum_of(before.report)
    assert frozen.checksum_of(again(before).report) == frozen.checksum_of(before.report)


def again(found):
    """The same report of the same day, as known when it was told."""
    return told(found.report.as_of, known_at=found.known_at)


def test_a_line_recorded_later_for_a_past_day_is_not_what_was_known():
    cell = AllocationFactory(places=100)
    before = told()

    allot(cell, 10, on=date(2026, 2, 1))

    assert figures(again(before), "returnee-2026")["total"]["limit"] == 100
    assert figures(told(), "returnee-2026")["total"]["limit"] == 110


def test_a_cell_made_later_was_not_there_before():
    cell = AllocationFactory(places=100)
    before = told()

    AllocationFactory(plan=cell.plan, region=region("KZ-11"), places=7)

    assert again(before).report == before.report


def test_the_ledger_agrees_with_the_files():
    AllocationFactory(places=100)
    held(staff_of("KZ-55"))

    found = told().reconciliation

    assert (found.files, found.disagreements) == (1, ())


def test_a_file_that_differs_from_the_ledger_is_listed():
    EntryFactory(places=5, file="IN-1999-000001", allocation=AllocationFactory(places=100))

    (found,) = told().reconciliation.disagreements

    assert (found.file, found.held, found.held_by_file) == ("IN-1999-000001", 5, 0)


def test_files_of_another_plan_are_not_compared():
    AllocationFactory(places=100)
    held(staff_of("KZ-55"))

    assert reconcile(COUNTRY | {"year": 2025}, NOON).files == 0
    assert reconcile(COUNTRY | {"programme": "labour"}, NOON).files == 0


def test_a_file_that_went_on_into_the_plan_of_another_year_agrees_in_both():
    """It held places of one year and gave them back; the other year knows nothing of the first."""
    old = AllocationFactory(plan=PlanFactory(year=2025), places=10)
    AllocationFactory(places=100)
    case = held(staff_of("KZ-55"))
    hold = EntryFactory(allocation=old, places=5, file=case.number, key="old", at=NOON - timedelta(days=100))
    quotas.release(hold, key="end", by=SignatoryFactory(), at=NOON)

    assert [reconcile(COUNTRY | {"year": year}, NOON).disagreements for year in (2025, 2026)] == [(), ()]


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({}, "all programmes, 2026, whole country"),
        ({"programme": "returnee", "region": "KZ-55", "year": "before"}, "Returnees, the year before it, Pavlodar"),
        ({"programme": "other", "region": "KZ-00"}, "other, 2026, KZ-00"),
    ],
)
def test_parameters_are_said_in_words(parameters, words):
    assert in_words(COUNTRY | parameters) == words


def test_words_of_the_report_are_those_of_all_three_languages():
    labour()
    with translation.override("ru"):
        russian = told().report

    assert russian == told().report
    assert {column.label.kk for column in russian.tables[0].columns if column.kind == Kind.TEXT} == {"Өңір", "Санат"}
