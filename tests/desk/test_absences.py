"""Absences at the desk: their pages, and what they do to work lists and queues."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from casework.accounts.models import Absence, Officer
from casework.cases.actions import holder
from casework.cases.models import Case
from casework.cases.queries import colleagues
from casework.common.errors import RuleBroken
from casework.common.workdays import local_date
from casework.desk import queues
from casework.desk.queries import work
from casework.reference.queries import work_calendar
from tests.factories.accounts import AbsenceFactory, OfficerFactory
from tests.factories.cases import CaseFactory
from tests.moments import NOON
from tests.posts import sent

pytestmark = pytest.mark.django_db

TODAY = NOON.date()


@pytest.fixture
def colleague(caseworker):
    return OfficerFactory(office=caseworker.office, roles=["caseworker"])


@pytest.fixture
def case(caseworker):
    return CaseFactory(office=caseworker.office, holder=caseworker, registered_by=caseworker)


def cards(officer: Officer, today: date = TODAY):
    return [card for group in work.my_work(officer, today, work_calendar()) for card in group.cards]


def queue_of(case: Case, officer: Officer) -> str:
    return queues.files(officer, TODAY).values_list("queue", flat=True).get(pk=case.pk)


def test_the_files_of_an_absent_officer_stand_in_the_work_of_the_deputy(case, caseworker, colleague):
    AbsenceFactory(officer=caseworker, deputy=colleague)

    assert [(card.case, card.stands_in_for) for card in cards(colleague)] == [(case, caseworker)]
    assert [card.stands_in_for for card in cards(caseworker)] == [None]


def test_the_deputy_is_rid_of_them_on_the_first_day_back(case, caseworker, colleague):
    absence = AbsenceFactory(officer=caseworker, deputy=colleague)

    assert cards(colleague, absence.until) == []


def test_home_says_for_whom(client, case, caseworker, colleague):
    AbsenceFactory(officer=caseworker, deputy=colleague, until=None)
    client.force_login(colleague)

    page = client.get("/").content.decode()

    assert f"For {caseworker}" in page
    assert f"{colleague} stands in" in page


def test_a_file_of_whoever_is_away_while_nobody_stands_in_is_stuck(case, caseworker, colleague):
    absence = AbsenceFactory(officer=caseworker)
    assert queue_of(case, colleague) == "stuck"

    Absence.objects.filter(pk=absence.pk).update(deputy=colleague)

    assert queue_of(case, colleague) == "completeness"


@pytest.mark.parametrize("change", [{"is_active": False}, {"office": None}])
def test_a_file_of_whoever_is_gone_is_stuck(case, caseworker, colleague, change):
    elsewhere = {"office": OfficerFactory().office} if "office" in change else change
    Officer.objects.filter(pk=caseworker.pk).update(**elsewhere)

    assert queue_of(case, colleague) == "stuck"


def test_no_file_is_given_to_whoever_is_away_while_nobody_stands_in(case, colleague, head):
    absence = AbsenceFactory(officer=colleague)

    with pytest.raises(RuleBroken, match="is away and nobody stands in"):
        holder.assign(case, version=1, officer=colleague, by=head, at=NOON)

    Absence.objects.filter(pk=absence.pk).update(deputy=head)
    assert holder.assign(case, version=1, officer=colleague, by=head, at=NOON).holder == colleague


def test_whoever_is_away_comes_last_among_those_who_could_hold_a_file(case, caseworker, colleague):
    absence = AbsenceFactory(officer=colleague)

    found = colleagues(caseworker.office, TODAY)

    assert [(one.officer, one.absence) for one in found] == [(caseworker, None), (colleague, absence)]


def test_a_head_who_gives_a_file_reads_who_is_away(client, case, caseworker, colleague, head):
    AbsenceFactory(officer=colleague, deputy=caseworker, until=None)
    client.force_login(head)

    page = client.get(f"/cases/{case.number}/assignment/").content.decode()

    assert f"away, nobody knows until when, {caseworker} stands in" in page


def test_an_officer_records_being_away_by_a_form(client, caseworker, colleague):
    client.force_login(caseworker)

    answer = client.post("/absences/new/", sent(since="2026-03-02", until="2026-03-09", deputy=colleague.pk))

    assert answer.url == "/absences/"
    assert Absence.objects.get().deputy == colleague


def test_a_head_records_it_for_an_officer_by_a_form(client, caseworker, head):
    client.force_login(head)

    client.post(f"/officers/{caseworker.pk}/absence/", sent(since="2026-03-02", until="", deputy=""))

    assert Absence.objects.get().officer == caseworker


def test_a_form_offers_as_deputy_whoever_may_do_the_work(client, caseworker, colleague, head):
    client.force_login(caseworker)

    offered = client.get("/absences/new/").context["form"].fields["deputy"].queryset

    assert list(offered) == [colleague]


def test_a_refused_absence_keeps_what_was_typed(client, caseworker):
    client.force_login(caseworker)

    answer = client.post("/absences/new/", sent(since="2026-03-09", until="2026-03-02", deputy=""))

    assert answer.status_code == 422
    assert 'value="2026-03-09"' in answer.content.decode()


def test_an_absence_is_ended_by_a_form(client, caseworker):
    absence = AbsenceFactory(officer=caseworker)
    client.force_login(caseworker)

    client.post(f"/absences/{absence.pk}/", sent(until="2026-03-04", deputy="", version=1))

    assert Absence.objects.get().until == date(2026, 3, 4)


def test_the_page_of_absences_lists_the_own_office_now_and_later(client, caseworker, colleague):
    today = local_date(timezone.now())
    now = AbsenceFactory(officer=caseworker, since=today, until=None)
    later = AbsenceFactory(officer=colleague, since=today + timedelta(days=9), until=None)
    AbsenceFactory(officer=colleague, since=today - timedelta(days=9), until=today)
    AbsenceFactory(since=today, until=None)
    client.force_login(caseworker)

    answer = client.get("/absences/")

    assert list(answer.context["absences"]) == [now, later]
    assert answer.content.decode().lower().count("away now") == 1
