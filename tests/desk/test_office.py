"""The figures of an office: each as many as the list that explains it."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from casework.cases.models import Case
from casework.cases.states import State
from casework.common.workdays import local_date
from casework.desk.queries.figures import figures, in_half_and_most
from casework.quotas.models import Allocation
from tests.desk.test_queues import put
from tests.desk.world import lodged, member, office_with, propose_refusal
from tests.factories.accounts import AbsenceFactory, OfficeFactory, OfficerFactory
from tests.factories.quotas import AllocationFactory, EntryFactory
from tests.moments import NOON


def today() -> date:
    """Pages know no other day than today."""
    return local_date(timezone.now())


@pytest.fixture
def at_desk(client, head):
    client.force_login(head)
    return client


@pytest.fixture
def colleague(caseworker):
    return OfficerFactory(office=caseworker.office, roles=["caseworker"])


@pytest.fixture
def office(caseworker, colleague):
    """Files of every kind that the page counts; by their dates in spring all would be overdue."""
    later = {"due_on": today() + timedelta(days=30)}
    put(lodged(caseworker), **later)
    put(lodged(colleague, member(given="Дана", sex="F")), state=State.UNDER_REVIEW, **later)
    put(lodged(colleague, member(given="Арман")), due_on=today() - timedelta(days=3))
    put(lodged(caseworker, member(given="Ерлан")), holder=None, **later)
    holding(lodged(caseworker, member(given="Айша", sex="F")), days=7)
    for days in (4, 6, 20):
        closed(lodged(caseworker, member(given=f"Т{'а' * days}")), State.GRANTED, days=days)
    closed(lodged(caseworker, member(given="Мұрат")), State.REFUSED, days=9)
    closed(lodged(caseworker, member(given="Сәуле", sex="F")), State.REFUSED, days=9, at=timezone.now() - timedelta(45))
    put(lodged(*office_with("caseworker")), due_on=today() - timedelta(days=3))
    return caseworker.office


def holding(case: Case, *, days: int) -> Case:
    cell = Allocation.objects.first() or AllocationFactory(plan__year=today().year, places=100)
    EntryFactory(allocation=cell, file=case.number, places=4)
    return put(case, allocation=cell, due_on=today() - timedelta(days=days))


def closed(case: Case, state: State, *, days: int, at=None) -> Case:
    at = at or timezone.now()
    received_on = local_date(at) - timedelta(days=days)
    return put(case, state=state, closed_at=at, closed_by=case.registered_by, received_on=received_on)


def test_the_figures_of_an_office(office, head):
    found = figures(head, today())

    assert (found.open, found.overdue, found.stuck) == (5, 2, 1)
    assert {row.state: row.files for row in found.by_state} == {State.LODGED: 4, State.UNDER_REVIEW: 1}
    assert (found.holding.files, found.holding.places, found.holding.days) == (1, 4, 7)


def test_what_was_decided_this_month_and_how_long_it_took(office, head):
    found = figures(head, today())

    assert [(row.state, row.files, row.median, row.nine_of_ten) for row in found.decided] == [
        (State.GRANTED, 3, 6, 20),
        (State.REFUSED, 1, 9, 9),
    ]


def test_what_each_officer_holds_and_who_is_away(office, head, caseworker, colleague):
    AbsenceFactory(officer=colleague, since=today(), until=today() + timedelta(days=2))

    found = figures(head, today())

    held = {one.officer: (one.open, one.overdue, one.absence is not None) for one in found.officers}
    assert held == {caseworker: (2, 1, False), colleague: (2, 1, True)}
    assert [absence.officer for absence in found.away] == [colleague]


@pytest.mark.parametrize(
    ("days", "expected"),
    [([5], (5, 5)), ([1, 2], (1.5, 2)), (list(range(1, 11)), (5.5, 9)), ([3] * 9 + [90], (3, 3))],
)
def test_half_and_nine_of_ten(days, expected):
    assert in_half_and_most(days) == expected


LINK = re.compile(r'<a href="([^"]+)">(?:<strong>)?([\d ]+)(?:</strong>)?(?:<span[^>]*>[^<]*</span>)?</a>')


def lists_of(page: str) -> list[tuple[str, int]]:
    """Every figure that is a link, with where it leads."""
    return [(href.replace("&amp;", "&"), int(shown)) for href, shown in LINK.findall(page[page.index("<main") :])]


def lines_of(client, href: str) -> int:
    answer = client.get(href)
    assert answer.status_code == 200
    return answer.context["count"]


def test_every_figure_is_as_many_as_the_lines_of_the_list_it_leads_to(office, at_desk):
    found = lists_of(at_desk.get("/office/").content.decode())

    assert len(found) == 4 + 2 + 2 * 2 + 2  # files now, states, officers, outcomes
    assert [(href, lines_of(at_desk, href)) for href, _shown in found] == found


def test_the_national_head_reads_the_whole_country(office, client):
    client.force_login(OfficerFactory(office=OfficeFactory(national=True), roles=["head_of_office"]))
    page = client.get("/office/").content.decode()

    found = lists_of(page)

    assert "Files of the whole country" in page
    assert [(href, lines_of(client, href)) for href, _shown in found] == found
    assert found[0][1] == 6


def test_the_page_asks_no_more_however_many_files_there_are(office, at_desk, caseworker, django_assert_max_num_queries):
    for number in range(6):
        holding(lodged(caseworker, member(given=f"Ж{'а' * number}")), days=1)

    with django_assert_max_num_queries(14):
        at_desk.get("/office/")


def test_only_a_head_reads_it(client, caseworker):
    client.force_login(caseworker)

    assert client.get("/office/").status_code == 403
    assert "/office/" not in client.get("/").content.decode()


def test_an_empty_office_says_so(at_desk):
    page = at_desk.get("/office/").content.decode()

    assert "No overdue file keeps a place." in page
    assert "Nothing was decided this month yet." in page
    assert "Everybody is here." in page


def test_a_file_with_a_signed_proposal_is_overdue_by_the_day_it_was_signed(head, caseworker):
    case = holding(lodged(caseworker), days=0)
    put(propose_refusal(case, caseworker), clock_stopped_on=today(), due_on=today() - timedelta(days=2))

    assert figures(head, today()).holding.days == 2
    assert NOON.date() < today()
