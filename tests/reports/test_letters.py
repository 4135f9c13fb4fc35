"""Letters about issues: a link for officers, for addresses outside what may leave the authority."""

from datetime import date

import pytest
from django.core import mail

from casework.common import sweeps
from casework.common.models import Attempt
from casework.reports import actions, disclosure
from casework.reports.models import Issue, Letter
from casework.reports.printing import PRINTINGS
from casework.reports.queries.letters import failures_of, number_failing
from casework.reports.sweeps import ISSUE, MAILING
from tests.factories.accounts import OfficerFactory
from tests.factories.common import AttemptFactory
from tests.factories.reports import LetterFactory, ScheduleFactory
from tests.moments import NOON
from tests.reports.reading import csv_rows, pdf_text

pytestmark = pytest.mark.django_db

MARCH = date(2026, 3, 1)


@pytest.fixture
def issue():
    """Of a schedule for a role and for a ministry; one of the analysts has no address."""
    OfficerFactory(roles=["analyst"], email="analyst@example.org")
    OfficerFactory(roles=["analyst"], email="")
    OfficerFactory(roles=["caseworker"], email="caseworker@example.org")
    schedule = ScheduleFactory(
        report="statuses", parameters={"year": "same", "region": ""}, roles=["analyst", "caseworker"],
        addresses=["ministry@example.org"], formats=["pdf", "csv"],
    )  # fmt: skip
    return actions.issue_due(schedule.pk, MARCH, at=NOON)


def test_whoever_holds_the_role_and_may_see_reports_has_the_issue_and_a_letter(issue):
    assert issue.receipts.count() == 2
    assert set(issue.letters.values_list("address", "is_outside")) == {
        ("analyst@example.org", False), ("ministry@example.org", True)
    }  # fmt: skip


def test_an_officer_gets_a_link_and_no_figure(issue):
    actions.send_letter(issue.letters.get(is_outside=False).pk, at=NOON)

    (letter,) = mail.outbox
    assert f"http://localhost:8000/reports/issues/{issue.pk}/" in letter.body
    assert (letter.to, letter.attachments) == (["analyst@example.org"], [])


def test_an_address_outside_gets_the_files_as_they_may_leave(issue):
    actions.send_letter(issue.letters.get(is_outside=True).pk, at=NOON)

    (letter,) = mail.outbox
    assert [(each.filename, each.mimetype) for each in letter.attachments] == [
        (f"{issue.number}.pdf", "application/pdf"), (f"{issue.number}.csv", "text/csv")
    ]  # fmt: skip
    assert letter.attachments[0].content == PRINTINGS["pdf"].write(issue.edition_outside)


def test_a_letter_is_sent_once(issue):
    letter = issue.letters.first()

    for _twice in range(2):
        actions.send_letter(letter.pk, at=NOON)

    assert len(mail.outbox) == 1
    assert Letter.objects.get(pk=letter.pk).sent_at == NOON


@pytest.mark.django_db(transaction=True)
def test_letters_wait_and_go_out_by_a_sweep():
    LetterFactory.create_batch(2)

    outcome = sweeps.run(MAILING, clock=lambda: NOON)

    assert (outcome.done, len(mail.outbox), MAILING.due(NOON, 9)) == (2, 2, [])


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_is_refused_is_tried_again(settings):
    settings.EMAIL_BACKEND = "no.such.Backend"
    letter = LetterFactory()

    sweeps.run(MAILING, clock=lambda: NOON)

    assert Letter.objects.get().sent_at is None
    assert Attempt.objects.get(sweep=MAILING.name, subject=str(letter.pk)).error


@pytest.mark.django_db(transaction=True)
def test_a_failure_is_retried_given_up_and_told_to_the_owner_with_its_reason(client):
    """A report whose parameters no longer fit fails five times."""
    owner = OfficerFactory(roles=["quota_manager"])
    ScheduleFactory(report="statuses", parameters={"year": "gone", "region": ""}, created_by=owner)
    for hour in range(6):
        sweeps.run(ISSUE, clock=lambda hour=hour: NOON.replace(hour=12 + hour))
    client.force_login(owner)

    page = client.get("/reports/").content.decode()

    assert "tried 5 times" in page
    assert "TypeError" in page
    assert '<span class="place-count">3</span>' in page
    assert Issue.objects.count() == 0
    client.force_login(OfficerFactory(roles=["quota_manager"]))
    assert "tried 5 times" not in client.get("/reports/").content.decode()


def test_what_is_printed_for_outside_hides_the_cells_of_the_issue():
    from tests.factories.returnees import GrantFactory

    GrantFactory.create_batch(3, since=date(2026, 1, 5))
    schedule = ScheduleFactory(report="statuses", parameters={"year": "same", "region": ""})
    found = actions.issue_due(schedule.pk, MARCH, at=NOON)

    assert {tuple(cell) for cell in found.hidden} == disclosure.of_report(found.content)
    inside, outside = (csv_rows(PRINTINGS["csv"].write(each)) for each in (found.edition, found.edition_outside))
    assert any("3" in row for row in inside)
    assert not any("3" in row for row in outside)
    assert "•" in pdf_text(PRINTINGS["pdf"].write(found.edition_outside))


def test_cells_hidden_in_one_issue_are_hidden_in_the_next():
    from tests.factories.returnees import GrantFactory

    GrantFactory.create_batch(3, since=date(2026, 1, 5))
    schedule = ScheduleFactory(report="statuses", parameters={"year": "same", "region": ""})
    first = actions.issue_due(schedule.pk, MARCH, at=NOON)
    GrantFactory.create_batch(40, since=date(2026, 3, 5))

    second = actions.issue_due(schedule.pk, date(2026, 4, 1), at=NOON.replace(month=4, day=2))

    kept = {tuple(cell) for cell in first.hidden} & cells(second)
    assert kept
    assert kept <= {tuple(cell) for cell in second.hidden}


def cells(issue):
    return {cell for table in issue.content.tables for cell, _count in disclosure._cells(table)}


def test_what_fails_is_counted_for_who_began_it_alone():
    mine, other = ScheduleFactory(), ScheduleFactory(parameters={"programme": "", "year": 2025, "region": ""})
    AttemptFactory(sweep=ISSUE.name, subject=f"{mine.pk}/2026-03-01", attempts=2, error="The server is away.")
    AttemptFactory(sweep=ISSUE.name, subject=f"{mine.pk}/2026-04-01", attempts=1)
    AttemptFactory(sweep=ISSUE.name, subject=f"{other.pk}/2026-03-01", attempts=5, error="The server is away.")

    assert number_failing(mine.created_by) == len(failures_of(mine.created_by)) == 1
