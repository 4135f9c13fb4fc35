"""Every paper a file can print, from the file itself, read back."""

from io import BytesIO

import pypdf
import pytest
from django.urls import reverse

from casework.cases.states import State
from tests.factories.accounts import OfficerFactory
from tests.factories.people import NameFactory
from tests.factories.quotas import AllocationFactory
from tests.world import (
    decided,
    family,
    granted,
    heard,
    held,
    included,
    lodged,
    lodged_extension,
    recommended,
    staff_of,
    step,
    with_papers,
)  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    AllocationFactory(places=100)
    return staff_of("KZ-55")


def extended(staff):
    case = with_papers(lodged_extension(staff), staff)
    return decided(staff, step(case, "accept", by=staff.registrar), "extend")


FILES = {
    "receipt": lodged,
    "refused-acceptance": lambda staff: decided(staff, lodged(staff), "refuse_acceptance"),
    "decision": granted,
    "decision refused": lambda staff: decided(staff, heard(staff), "refuse"),
    "decision inclusion refused": lambda staff: decided(staff, held(staff), "refuse"),
    "extension": extended,
    "inclusion": included,
    "end": lambda staff: decided(staff, granted(staff), "end"),
    "end annulled": lambda staff: decided(staff, included(staff), "annul"),
}


def read(client, officer, address: str) -> str:
    client.force_login(officer)
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    pages = pypdf.PdfReader(BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("name", FILES)
def test_a_notice_names_its_file_and_whom_it_is_for(client, staff, name):
    case = FILES[name](staff)

    text = read(client, staff.caseworker, reverse("returnees:notice", args=[case.number, name.split()[0]]))

    assert case.number in text
    assert str(case.applicant).split()[0] in text


def test_an_invitation_says_when_and_where(client, staff):
    case = decided(staff, recommended(staff), "preliminarily_refuse")
    address = reverse("returnees:notice", args=[case.number, "hearing"])

    text = read(client, staff.caseworker, f"{address}?day=2026-03-04&hour=10:30&place=Room+7")

    assert "4 March 2026" in text
    assert "10:30" in text
    assert "Room 7" in text


def test_an_invitation_first_asks_when_and_where(client, staff):
    case = decided(staff, recommended(staff), "preliminarily_refuse")
    client.force_login(staff.caseworker)

    answer = client.get(reverse("returnees:notice", args=[case.number, "hearing"]))

    assert answer.status_code == 200
    assert answer.context["form"].initial["day"].isoformat() == "2026-03-04"


@pytest.mark.parametrize("query", ["day=31/02/2026&hour=10:30&place=x", "day=2026-03-04&hour=25:00&place=x", "day="])
def test_an_invitation_for_no_day_or_hour_is_refused_with_a_sentence(client, staff, query):
    case = decided(staff, recommended(staff), "preliminarily_refuse")
    client.force_login(staff.caseworker)

    answer = client.get(f"{reverse('returnees:notice', args=[case.number, 'hearing'])}?{query}")

    assert answer.status_code == 422


def test_a_paper_that_the_state_does_not_know_is_not_found(client, staff):
    client.force_login(staff.caseworker)

    for kind in ("decision", "inclusion", "hearing", "nonsense"):
        assert client.get(reverse("returnees:notice", args=[lodged(staff).number, kind])).status_code == 404


def test_a_certificate_names_its_holder_and_leads_to_its_check(client, staff):
    household = family(staff, 1)
    person = household.memberships.get().person
    NameFactory(person=person, script="latn-passport", surname="SYNAQOVA", given="AIGUL")
    grant = granted(staff, household).grants.get()

    text = read(client, staff.caseworker, reverse("returnees:certificate", args=[grant.certificate]))

    assert grant.certificate in text
    assert "SYNAQOVA AIGUL" in text


def test_all_certificates_of_a_family_are_printed_together(client, staff):
    case = granted(staff)
    client.force_login(staff.caseworker)

    answer = client.get(reverse("returnees:certificates", args=[case.number]))

    assert len(pypdf.PdfReader(BytesIO(answer.content)).pages) == 5


def test_an_ended_certificate_can_still_be_printed(client, staff):
    case = decided(staff, granted(staff), "end")

    assert read(client, staff.caseworker, reverse("returnees:certificate", args=[case.grants.first().certificate]))


def test_papers_of_a_file_out_of_sight_are_not_found(client, staff):
    case = granted(staff)
    client.force_login(OfficerFactory(roles=["caseworker"]))

    for address in (
        reverse("returnees:certificate", args=[case.grants.first().certificate]),
        reverse("returnees:certificates", args=[case.number]),
        reverse("returnees:notice", args=[case.number, "decision"]),
    ):
        assert client.get(address).status_code == 404


def test_who_may_see_no_files_prints_none(client, staff):
    client.force_login(OfficerFactory(office=staff.office, roles=["analyst"]))

    assert client.get(reverse("returnees:certificates", args=[granted(staff).number])).status_code == 403


def test_a_stranger_learns_from_the_token_only_that_the_certificate_is_valid(client, staff, settings):
    grant = granted(staff).grants.first()

    answer = client.get(reverse("returnees:certificate_check", args=[grant.token]))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert grant.certificate in page
    assert str(grant.person) not in page
    assert str(grant.person.main_name.surname) not in page


def test_the_check_of_an_unknown_token_says_so(client):
    answer = client.get(reverse("returnees:certificate_check", args=["x" * 43]))

    assert answer.status_code == 404
    assert "No certificate has this code" in answer.content.decode()


def test_an_ended_status_is_told_as_not_valid(client, staff):
    case = decided(staff, granted(staff), "end")
    assert case.state == State.ENDED

    answer = client.get(reverse("returnees:certificate_check", args=[case.grants.first().token]))

    assert "is not valid" in answer.content.decode()
