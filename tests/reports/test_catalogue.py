"""Every report of the catalogue on the demonstration: one figure in every format, and in a count of our own.

The demonstration is told once for all tests here, which only look; nothing of it stays.
"""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from casework.cases.queries.recount import differences as drifts
from casework.common.written import Text
from casework.desk import demonstration
from casework.desk.demonstration.fates import FATES
from casework.reports import disclosure
from casework.reports.catalogue import registered
from casework.reports.models import Issue
from casework.reports.printing import PRINTINGS, paper
from casework.reports.printing.beside import tables
from casework.reports.queries.editions import edition
from casework.reports.queries.repeating import repetition
from casework.reports.report import Kind
from casework.reports.sweeps import ISSUE
from tests.arrivals.files import brought_in, row, written
from tests.factories.accounts import OfficerFactory
from tests.factories.reports import ScheduleFactory
from tests.moments import NOON
from tests.quotas.database import run
from tests.reports.counts import COUNTED, statement
from tests.reports.reading import csv_rows, page_rows, pdf_text, sheets

pytestmark = pytest.mark.django_db

AUTUMN = NOON + timedelta(days=266)
DAY = AUTUMN.date()
YEAR = (date(2026, 1, 1), DAY)
FIRST_OF_XLSX = date(1899, 12, 30)
REPORTS = list(registered())


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), transaction.atomic():
        demonstration.load(families_wanted=len(FATES), at=AUTUMN)
        brought_in(written(tmp_path_factory.mktemp("border"), list(crossings())))
        yield
        transaction.set_rollback(True)


def crossings():
    """A few hundred, some for good, over two years."""
    chance = random.Random(5)
    for number in range(300):
        day = date(2025, 3, 1) + timedelta(days=chance.randrange(600))
        yield row(
            crossed_at=f"{day} 10:00", document_number=f"N{number}", nationality=chance.choice(["KG", "RU", "CN"]),
            sex=chance.choice("FM"), purpose=chance.choice(["homeland", "residence", "private"]),
            direction=chance.choice(["in", "out"]),
        )  # fmt: skip


@pytest.fixture(scope="module")
def editions(loaded, django_db_blocker):
    """Every report of the year as of one day, computed once."""
    return {slug: told(slug, timezone.now()) for slug in REPORTS}


def told(slug: str, known_at: datetime, region: str = "", as_of: date = DAY):
    parameters = {"year": as_of.year, "region": region} | ({"programme": ""} if slug == "quota-utilisation" else {})
    return edition(registered()[slug], parameters, as_of, at=AUTUMN, known_at=known_at)


def total(found, table, column):
    sheet = next(each for each in found.report.tables if each.key == table)
    return sheet.lines[-1].values[[each.key for each in sheet.columns].index(column)]


@pytest.mark.parametrize(("slug", "table", "column", "count"), COUNTED, ids=lambda value: str(value)[:30])
def test_a_total_is_what_a_count_of_our_own_says(slug, table, column, count, editions):
    ((counted,),) = run(statement(count))

    assert total(editions[slug], table, column) == counted


def test_hardly_a_count_is_of_nothing():
    """Of no refusal of this year and no citizenship the demonstration tells; zero equal to zero would prove little."""
    assert sum(run(statement(count)) == [(0,)] for *_where, count in COUNTED) <= 2


@pytest.mark.parametrize("slug", REPORTS)
def test_every_row_is_one_in_the_page_the_workbook_and_the_rows(slug, editions, client):
    client.force_login(OfficerFactory(roles=["analyst"]))
    found = editions[slug]
    asked = {"as_of": DAY.isoformat(), "year": "2026", "known_at": found.known_at.isoformat()}

    page = page_rows(client.get(f"/reports/{slug}/", asked).content.decode())
    book = sheets(PRINTINGS["xlsx"].write(found))
    rows = csv_rows(PRINTINGS["csv"].write(found))

    shown = list(tables(found))
    assert page == [line for table in shown for line in lines(table, in_page)]
    assert [line for sheet in list(book.values())[: len(shown)] for line in sheet[2:]] == [
        line for table in shown for line in lines(table, in_book)
    ]
    assert [line for table in shown for line in lines(table, in_rows)] == [
        line for line in rows if line in [each for table in shown for each in lines(table, in_rows)]
    ]


@pytest.mark.parametrize("slug", REPORTS)
def test_every_total_stands_on_the_paper(slug, editions):
    text = pdf_text(PRINTINGS["pdf"].write(editions[slug]))

    for table in editions[slug].report.tables:
        figures = [
            paper._words(value).kk
            for column, value in zip(table.columns, table.lines[-1].values, strict=True)
            if column.kind != Kind.TEXT
        ]
        assert " ".join(figures).replace("\u00a0", " ") in text


def lines(table, write):
    """The heads of a table and its rows, as a format writes them."""
    yield [str(write(each.label, Kind.TEXT)) for each in table.columns]
    for line in table.lines:
        yield [write(value, column.kind) for column, value in zip(table.columns, line.values, strict=True)]


def in_page(value, kind):
    if isinstance(value, Decimal):
        return f"{value:,}"
    if isinstance(value, date):
        return date_format(value, "j M Y")
    return value.en if isinstance(value, Text) else "–" if value is None else f"{value:,}"


def in_book(value, kind):
    if isinstance(value, date):
        return float((value - FIRST_OF_XLSX).days)
    return value.en if isinstance(value, Text) else "" if value is None else float(value)


def in_rows(value, kind):
    return value.en if isinstance(value, Text) else "" if value is None else str(value)


@pytest.mark.parametrize("slug", REPORTS)
def test_the_other_book_agrees(slug, editions):
    found = editions[slug].reconciliation

    assert slug == "quota-utilisation" or found.proofs
    assert [(proof.what.en, proof.told, proof.counted) for proof in found.proofs if not proof.agrees] == []
    assert drifts() == []


@pytest.mark.parametrize("slug", [slug for slug in REPORTS if slug not in ("net-migration", "quota-utilisation")])
def test_a_region_tells_no_more_than_the_country(slug, editions):
    region = told(slug, editions[slug].known_at, region="KZ-55")

    for table in region.report.tables:
        whole = next(each for each in editions[slug].report.tables if each.key == table.key)
        assert table.columns == whole.columns
        assert (table.key, len(table.rows)) <= (whole.key, len(whole.rows)) or slug == "digest"


@pytest.mark.parametrize("slug", ["status-applications", "statuses", "inclusions", "permits", "centres"])
def test_persons_are_told_by_sex(slug, editions):
    counting = [table for table in editions[slug].report.tables if table.persons and table.persons != "cohorts"]

    assert counting
    assert all("sex" in [column.key for column in table.columns] for table in counting)


@pytest.mark.parametrize("slug", REPORTS)
def test_no_count_of_few_persons_leaves_the_authority(slug, editions):
    report = editions[slug].report
    shown = disclosure.outside(report, disclosure.of_report(report))

    few = [
        value
        for table in shown.tables
        if table.persons
        for line in table.lines
        for column, value in zip(table.columns, line.values, strict=True)
        if column.kind == Kind.NUMBER and value in range(1, 5)
    ]
    assert few == []


HEADLINES = [
    ("received", "status-applications", "regions", "received"),
    ("granted", "status-applications", "regions", "granted"),
    ("open", "offices", "offices", "open"), ("overdue", "offices", "offices", "overdue"),
    ("in_force", "statuses", "regions", "in_force"), ("included", "inclusions", "regions", "granted"),
    ("permits", "permits", "categories", "in_force"), ("nights", "centres", "nights", "persons"),
    ("net", "net-migration", "months", "net"),
]  # fmt: skip


@pytest.mark.parametrize(("headline", "slug", "table", "column"), HEADLINES)
def test_the_digest_says_what_the_reports_say(headline, slug, table, column, editions):
    figures = next(each for each in editions["digest"].report.tables if each.key == "figures")
    line = next(each for each in figures.rows if each.key == headline)

    assert line.values[1] == total(editions[slug], table, column) != 0


QUARTERLY = "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1"
BEGIN = date(2024, 12, 1)


def test_two_years_of_every_report_are_issued_once_each_and_repeat(editions):
    """Beat is off on random days, every third worker dies before its work is committed; all is made up, none twice."""
    chance = random.Random(11)
    schedules = [
        ScheduleFactory(report=slug, rule="rrule", recurrence=QUARTERLY, since=BEGIN, parameters=rolling(slug))
        for slug in REPORTS
    ]
    moment = NOON.replace(year=2024, month=12, day=1)
    while moment < AUTUMN:
        if chance.random() < 0.5:
            work(moment, chance)
        moment += timedelta(days=chance.choice([1, 7, 30]))
    work(AUTUMN, random.Random(2), deaths=0.0)

    expected = [date(year, month, 1) for year in (2024, 2025, 2026) for month in (3, 6, 9, 12)][3:-1]
    for schedule in schedules:
        assert list(schedule.issues.order_by("period").values_list("period", flat=True)) == expected
    assert [str(issue) for issue in Issue.objects.all() if not repetition(issue, issue.known_at).is_same] == []


def rolling(slug):
    return {"year": "same", "region": ""} | ({"programme": ""} if slug == "quota-utilisation" else {})


def work(moment, chance, deaths=0.33):
    for subject in ISSUE.due(moment, 1000):
        with transaction.atomic():
            ISSUE.work(subject, moment)
            transaction.set_rollback(chance.random() < deaths)
