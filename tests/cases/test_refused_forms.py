"""What particular forms of a file say when they are refused, and what they offer."""

import pytest

from casework.cases.models import Case
from casework.cases.queries import open_proposal
from casework.cases.states import State
from tests.cases.addresses import granted_to_all, signed_in, waiting
from tests.factories.accounts import OfficerFactory
from tests.factories.quotas import AllocationFactory
from tests.posts import sent
from tests.world import (
    current,
    granted,
    heard,
    held,
    lodged,
    recommended,
    staff_of,
    with_papers,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    AllocationFactory(places=100)
    return staff_of("KZ-55")


def test_a_file_with_missing_papers_is_not_accepted_and_names_them(staff):
    case = lodged(staff)
    body = sent(version=current(case), note="")

    answer = signed_in(staff.caseworker).post(f"{case.get_absolute_url()}steps/accept/", body)

    assert answer.status_code == 422
    assert "Papers are missing: application" in answer.content.decode()


def test_a_step_that_is_not_possible_now_says_so(staff):
    case = lodged(staff)
    body = sent(version=current(case), hearing_on="2026-03-02", hearing_statement="-")

    answer = signed_in(staff.caseworker).post(f"{case.get_absolute_url()}steps/hear/", body)

    assert answer.status_code == 422
    assert "not possible while the file is “lodged”" in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["steps/lodge/", "steps/grant/", "steps/nonsense/", "proposals/accept/", "proposals/include/"]
)
def test_a_step_that_this_procedure_has_not_is_not_found(staff, address):
    case = lodged(staff)

    assert signed_in(staff.caseworker).get(f"{case.get_absolute_url()}{address}").status_code == 404


def test_a_proposal_that_was_answered_is_not_answered_again(staff):
    case = granted(staff)

    answer = signed_in(staff.head).get(f"{case.get_absolute_url()}countersignature/")

    assert answer.status_code == 409
    assert "it was answered already" in answer.content.decode()


def test_two_heads_answer_a_proposal_once(staff):
    case = waiting(staff)
    second = OfficerFactory(office=staff.office, roles=["head_of_office"])
    address, version = f"{case.get_absolute_url()}countersignature/", current(case)
    signed_in(staff.head).post(address, sent(version=version))

    answer = signed_in(second).post(address, sent(version=version))

    assert answer.status_code == 409
    assert case.grants.count() == 5


def test_who_registered_the_file_signs_no_proposal(staff):
    case = recommended(staff)
    body = sent(version=current(case), **granted_to_all(case))

    answer = signed_in(staff.registrar).post(f"{case.get_absolute_url()}proposals/grant/", body)

    assert answer.status_code == 403
    assert "another officer must decide it" in answer.content.decode()
    assert open_proposal(case) is None


def test_a_refusal_without_its_ground_comes_back_with_what_was_typed(staff):
    case = heard(staff)
    body = sent(version=current(case), ground="", reasons="They have <no> relatives here.")

    answer = signed_in(staff.caseworker).post(f"{case.get_absolute_url()}proposals/refuse/", body)

    assert answer.status_code == 422
    assert "They have &lt;no&gt; relatives here." in answer.content.decode()


def test_a_proposal_offers_the_grounds_of_its_step_alone(staff):
    shown = signed_in(staff.caseworker).get(f"{heard(staff).get_absolute_url()}proposals/refuse/").content.decode()

    assert "Kazakh ethnicity is not proven" in shown
    assert "The set of papers is incomplete" not in shown


def test_a_deciding_step_shows_what_it_does_to_the_quota_before_it_is_signed(staff):
    case = held(staff)

    shown = signed_in(staff.caseworker).get(f"{case.get_absolute_url()}proposals/include/").content.decode()

    assert "5 held places are used." in shown


def test_a_family_that_settles_elsewhere_chooses_another_region_of_today(staff):
    case = held(staff)
    AllocationFactory(plan=case.allocation.plan, region_id="KZ-11", places=10)
    body = sent(version=current(case), settlement_region="KZ-55")

    answer = signed_in(staff.caseworker).post(f"{case.get_absolute_url()}steps/resettle/", body)

    assert answer.status_code == 422
    assert Case.objects.get(pk=case.pk).settlement_region_id == "KZ-55"


def test_what_the_commission_recommends_is_recorded_by_its_form(staff):
    case = with_papers(lodged(staff), staff)
    client = signed_in(staff.caseworker)
    client.post(f"{case.get_absolute_url()}steps/accept/", sent(version=current(case)))
    facts = {"commission_on": "17.02.2026", "minutes_number": "7", "recommendation": "grant"}

    client.post(f"{case.get_absolute_url()}steps/commission/", sent(version=current(case), **facts))

    case.refresh_from_db()
    assert case.state == State.RECOMMENDED
    assert case.status_application.minutes_number == "7"


@pytest.mark.parametrize("day", ["31/02/2026", "02/17/2026", "2099-01-01", "0001-01-01", "--", ""])
def test_a_day_that_cannot_be_is_refused_and_nothing_is_recorded(staff, day):
    case = lodged(staff)
    facts = {"commission_on": day, "minutes_number": "7", "recommendation": "grant"}

    answer = signed_in(staff.caseworker).post(
        f"{case.get_absolute_url()}steps/commission/", sent(version=current(case), **facts)
    )

    assert answer.status_code == 422
    assert answer.context["form"].has_error("commission_on")
