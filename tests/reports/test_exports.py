"""Exports in the background, and issues issued anew and compared."""

from datetime import date

import pytest

from casework.audit.models import Event
from casework.common import sweeps
from casework.reports import actions
from casework.reports.catalogue import registered
from casework.reports.models import Export, Issue
from casework.reports.printing import PRINTINGS
from casework.reports.sweeps import EXPORTING
from tests.factories.accounts import OfficerFactory
from tests.factories.quotas import AllocationFactory, allot
from tests.factories.reports import ExportFactory, IssueFactory
from tests.moments import NOON
from tests.posts import sent
from tests.reports.reading import csv_rows
from tests.reports.world import COUNTRY, TODAY, UTILISATION

pytestmark = pytest.mark.django_db

ADDRESS = f"/reports/{UTILISATION}/exports/?as_of=2026-03-02&year=2026"


@pytest.fixture
def places(db):
    return AllocationFactory(places=100)


@pytest.fixture
def analyst(client):
    found = OfficerFactory(roles=["analyst"])
    client.force_login(found)
    return found


def make(export):
    for subject in iter(lambda: EXPORTING.due(NOON, 9), []):
        EXPORTING.work(subject[0], NOON)
    return Export.objects.get(pk=export.pk)


def test_an_export_is_asked_for_and_made_part_by_part(client, analyst, places):
    answer = client.post(ADDRESS, sent(formats=["xlsx", "csv"]))

    export = Export.objects.get()
    assert answer.headers["Location"] == export.get_absolute_url()
    assert (export.asked_by, export.as_of, export.done, export.steps) == (analyst, TODAY, 0, 3)
    EXPORTING.work(EXPORTING.due(NOON, 1)[0], NOON)
    assert "1 of 3 steps" in client.get(export.get_absolute_url()).content.decode()
    assert make(export).finished_at == NOON
    page = client.get(export.get_absolute_url()).content.decode()
    assert "3 of 3 steps" in page
    assert "every 2s" not in page


def test_its_files_are_those_of_the_moment_in_which_it_was_asked_for(client, analyst, places):
    client.post(ADDRESS, sent(formats=["csv"]))
    allot(places, 50, on=date(2026, 2, 1))

    export = make(Export.objects.get())

    rows = csv_rows(client.get(f"{export.get_absolute_url()}files/csv/").content)
    assert ["Pavlodar", "100", "100", "0", "0", "100", "0.0", "0", "0"] in rows
    assert Event.objects.get(kind="report.exported").subject == export.number


def test_nobody_sees_the_exports_of_another(client, analyst):
    export = ExportFactory()

    assert client.get(export.get_absolute_url()).status_code == 404
    assert client.get(f"{export.get_absolute_url()}files/csv/").status_code == 404
    assert export.number not in client.get("/reports/exports/").content.decode()


def test_a_step_that_another_worker_made_is_not_made_again(places):
    export = ExportFactory(formats=["csv"])
    make(export)

    actions.make_step(export.pk, "csv", at=NOON)

    assert Export.objects.get().parts.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_run_of_the_sweep_makes_all_of_it():
    ExportFactory(formats=["xlsx", "csv"])

    outcome = sweeps.run(EXPORTING, clock=lambda: NOON)

    assert (outcome.done, Export.objects.get().finished_at) == (3, NOON)


# Issued anew, and compared


def test_what_is_issued_anew_names_what_changed(client, officer, places):
    client.force_login(officer)
    old = actions.issue(registered()[UTILISATION], COUNTRY, TODAY, by=officer, at=NOON)
    allot(places, 50, on=date(2026, 2, 1))

    client.post(f"{old.get_absolute_url()}successor/", sent())

    new = Issue.objects.get(replaces=old)
    assert new.changed == 6  # what is set, the limit and the free places, of the region and of the country
    assert f"for {old.number}; figures that changed: 6" in str(csv_rows(PRINTINGS["csv"].write(new.edition)))
    assert "6 figures changed" in client.get(new.get_absolute_url()).content.decode()
    assert new.number in client.get(old.get_absolute_url()).content.decode()


def test_two_issues_are_compared_line_by_line(client, officer, places):
    client.force_login(officer)
    first = actions.issue(registered()[UTILISATION], COUNTRY, TODAY, by=officer, at=NOON)
    allot(places, 50, on=date(2026, 2, 1))
    second = actions.issue(registered()[UTILISATION], COUNTRY, TODAY, by=officer, at=NOON)

    page = client.get(f"{second.get_absolute_url()}comparison/").content.decode()

    assert f">{first.number}</th>" in page
    assert '<td>Redistributed</td><td class="num">100</td><td class="num">150</td>' in page


def test_only_issues_of_the_same_report_are_compared(client, analyst):
    issue, other = IssueFactory(), IssueFactory(report="statuses", parameters={"year": 2026, "region": ""})

    page = client.get(f"{issue.get_absolute_url()}comparison/", {"then": other.pk, "now": issue.pk}).content.decode()

    assert "There is none of this; choose one of the list." in page
