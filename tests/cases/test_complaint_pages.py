"""What the pages of a refusal and of its complaint say, and the form between them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.cases.models import Case
from casework.cases.states import State
from tests.cases.addresses import signed_in
from tests.cases.complaining import complained, others, refused, unaccepted
from tests.factories.quotas import AllocationFactory
from tests.posts import sent
from tests.world import current, decided, family, granted, held, lodged, lodged_inclusion, staff_of, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    AllocationFactory(places=100)
    return staff_of("KZ-55")


def page(officer, case: Case) -> str:
    return signed_in(officer).get(case.get_absolute_url()).content.decode()


def body(case: Case, **changes) -> dict:
    given = {"received_on": "2026-03-02", "received_how": "in_person", "ground": "The papers were there."}
    return sent(version=current(case), **{**given, **changes})


def test_both_pages_lead_to_each_other(staff):
    first = refused(staff)
    complaint = complained(first, by=staff.registrar)

    assert f'href="{complaint.get_absolute_url()}"' in page(staff.head, first)
    assert f'href="{first.get_absolute_url()}"' in page(staff.head, complaint)
    assert "Returnee status, complaint" in page(staff.head, complaint)


def test_the_page_of_a_complaint_says_that_no_clock_is_set_and_who_may_not_decide(staff):
    complaint = complained(refused(staff), by=staff.registrar)

    shown = page(staff.caseworker, complaint)

    assert "No clock is set: no source on record gives a term for deciding a complaint." in shown
    assert f"{staff.registrar}, {staff.caseworker}, {staff.head}" in shown
    assert "You took part in the refusal complained of" in shown
    assert "You took part" not in page(others(staff).caseworker, complaint)


def test_a_refusal_offers_to_lodge_a_complaint_to_whoever_takes_families_in_there(staff):
    case = unaccepted(staff)
    address = reverse("cases:complaint", args=[case.number])

    assert address in page(staff.caseworker, case)
    assert "up to and with" in page(staff.caseworker, case)
    assert address not in page(staff.head, case)


def test_nothing_is_offered_once_a_complaint_is_lodged_until_it_is_withdrawn(staff):
    case = unaccepted(staff)
    complaint = complained(case, by=staff.registrar)
    address = reverse("cases:complaint", args=[case.number])

    assert address not in page(staff.caseworker, case)
    step(complaint, "withdraw", by=staff.registrar)
    assert address in page(staff.caseworker, case)


@pytest.mark.parametrize("build", [lodged, granted])
def test_nothing_but_a_refusal_offers_it(staff, build):
    case = build(staff, family(staff, 1))

    assert reverse("cases:complaint", args=[case.number]) not in page(staff.caseworker, case)


def test_where_some_were_refused_the_page_says_what_they_can_do(staff):
    case = held(staff, lodged_inclusion(staff, granted(staff, family(staff, 2)).household))
    decided(staff, case, "include", refused=(case.members.last().person,))

    assert "A complaint is taken of the refusal of a whole file." in page(staff.caseworker, case)


def test_the_form_lodges_a_complaint_and_leads_to_it(staff):
    case = unaccepted(staff)
    address = reverse("cases:complaint", args=[case.number])

    answer = signed_in(staff.caseworker).post(address, body(case, received_how="proxy", proxy="A. Ivanov, No. 7"))

    complaint = case.complaints.get()
    assert answer["Location"] == complaint.get_absolute_url()
    assert (complaint.state, complaint.proxy) == (State.LODGED, "A. Ivanov, No. 7")
    assert complaint.received_on == date(2026, 3, 2)


def test_a_complaint_by_proxy_names_the_proxy(staff):
    case = unaccepted(staff)

    answer = signed_in(staff.caseworker).post(
        reverse("cases:complaint", args=[case.number]), body(case, received_how="proxy")
    )

    assert answer.status_code == 422
    assert "Name the proxy" in answer.content.decode()
    assert not case.complaints.exists()


def test_the_form_of_a_file_that_was_not_refused_says_why_not(staff):
    case = lodged(staff, family(staff, 1))

    answer = signed_in(staff.caseworker).post(reverse("cases:complaint", args=[case.number]), body(case))

    assert answer.status_code == 422
    assert "Only a refusal can be complained of" in answer.content.decode()


def test_the_register_finds_complaints(staff):
    first = unaccepted(staff)
    complaint = complained(first, by=staff.registrar)

    shown = signed_in(staff.caseworker).get(reverse("cases:cases"), {"complaints": "on"}).content.decode()

    assert complaint.number in shown
    assert f">{first.number}<" not in shown


@pytest.mark.parametrize("which", ["refusal", "refusal complained of", "complaint", "complaint proposed"])
@pytest.mark.parametrize("role", ["caseworker", "head"])
def test_their_pages_ask_at_most_twelve_questions(staff, which, role):
    case = refused(staff)
    team = others(staff)
    if which != "refusal":
        complaint = complained(case, by=staff.registrar)
        case = complaint if which.startswith("complaint") else case
    if which == "complaint proposed":
        decided(team, case, "refuse_acceptance")
    client = signed_in(getattr(team, role))

    with CaptureQueriesContext(connection) as asked:
        assert client.get(case.get_absolute_url()).status_code == 200

    assert len(asked) <= 12
