"""The pages that show files: one file, and the register of them."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.accounts.models import Officer
from casework.cases.models import Case
from casework.people.models import Person
from casework.quotas.models import Allocation
from tests.cases.addresses import paused, signed_in, waiting
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.cases import CaseFactory, DocumentFactory
from tests.factories.quotas import AllocationFactory
from tests.world import (
    decided,
    family,
    granted,
    held,
    included,
    lodged,
    lodged_extension,
    lodged_inclusion,
    recommended,
    staff_of,
    with_papers,
)

pytestmark = pytest.mark.django_db


READ_ONLY = {"cases": lambda case: [], "case": lambda case: [case.number], "paper": lambda case: paper_of(case)}


@pytest.fixture
def staff():
    AllocationFactory(places=100)
    return staff_of("KZ-55")


def paper_of(case: Case) -> list[object]:
    return [case.number, DocumentFactory(case=case, scanned=True).pk]


def page(officer: Officer, case: Case) -> str:
    answer = signed_in(officer).get(case.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", READ_ONLY)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_what_is_only_read_takes_no_other_method(staff, name, method):
    address = reverse(f"cases:{name}", args=READ_ONLY[name](lodged(staff)))

    assert getattr(signed_in(staff.caseworker), method)(address).status_code == 405


@pytest.mark.parametrize("name", READ_ONLY)
def test_an_officer_who_may_see_no_files_reads_none(staff, name):
    address = reverse(f"cases:{name}", args=READ_ONLY[name](lodged(staff)))
    analyst = OfficerFactory(office=staff.office, roles=["analyst"])

    assert signed_in(analyst).get(address).status_code == 403


@pytest.mark.parametrize("name", ["case", "paper"])
def test_a_file_out_of_sight_is_not_read(staff, name):
    address = reverse(f"cases:{name}", args=READ_ONLY[name](lodged(staff)))

    assert signed_in(OfficerFactory(roles=["caseworker"])).get(address).status_code == 404


BUILDS = {
    "lodged": lodged,
    "paused": paused,
    "before decision": recommended,
    "proposed": waiting,
    "preliminarily refused": lambda staff: decided(staff, recommended(staff), "preliminarily_refuse"),
    "granted": granted,
    "extension": lodged_extension,
    "held": held,
    "held and paused": lambda staff: paused(staff, held(staff)),
    "included": included,
}


@pytest.mark.parametrize("name", BUILDS)
@pytest.mark.parametrize("role", ["caseworker", "head"])
def test_the_page_of_a_file_asks_the_database_at_most_twelve_questions(staff, name, role):
    case = BUILDS[name](staff)
    client = signed_in(getattr(staff, role))

    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(case.get_absolute_url())

    assert answer.status_code == 200
    assert len(asked) <= 12
    assert len(answer.content) <= 100_000


def test_the_page_of_a_large_family_asks_no_more(staff):
    case = granted(staff, family(staff, 12))
    client = signed_in(staff.caseworker)

    with CaptureQueriesContext(connection) as asked:
        client.get(case.get_absolute_url())

    assert len(asked) <= 12


def test_the_page_of_a_file_says_what_can_be_done_and_why_something_cannot(staff):
    shown = page(staff.registrar, recommended(staff))

    assert "You registered this file, so another officer must decide it." in shown
    assert "Record the withdrawal" in shown


def test_the_page_of_a_file_shows_a_proposal_to_whoever_may_countersign_it(staff):
    case = waiting(staff)

    assert "Read and countersign" in page(staff.head, case)
    assert "Read and countersign" not in page(staff.registrar, case)
    assert "Take the proposal back" in page(staff.caseworker, case)


def test_a_file_that_stands_still_offers_to_let_its_clock_run(staff):
    shown = page(staff.caseworker, paused(staff))

    assert "Let the clock run again" in shown
    assert "A paper." in shown
    assert "The clock is paused." in shown
    assert "The clock stopped" not in shown


def test_a_day_of_birth_that_nobody_knows_is_not_invented(staff):
    case = lodged(staff)
    Person.objects.filter(pk=case.applicant_id).update(born_on=date(1981, 1, 1), born_precision="year")

    shown = page(staff.caseworker, case)

    assert "<td>1981</td>" in shown
    assert "1 Jan 1981" not in shown


def test_a_missing_paper_is_called_by_one_name_however_many_kinds_would_do(staff):
    shown = page(staff.caseworker, lodged(staff))

    assert ">Identity paper<" in shown
    assert "stateless person" not in shown


def test_the_places_that_a_step_takes_are_called_as_people_call_them(staff):
    address = reverse("cases:step", args=[lodged_inclusion(staff).number, "accept"])

    shown = signed_in(staff.caseworker).get(address).content.decode()

    assert f"free, {Allocation.objects.get()}</span>" in shown
    assert re.search("#[0-9]", str(Allocation.objects.get())) is None


def test_an_office_that_only_sees_the_file_is_offered_nothing_to_do(staff):
    neighbour = OfficerFactory(office=OfficeFactory(region=staff.office.region), roles=["caseworker"])

    shown = page(neighbour, lodged(staff))

    assert "Add papers" not in shown
    assert f"This file is worked on at {staff.office}." in shown


def test_the_register_lists_the_files_in_sight_and_no_others(staff):
    own, other = lodged(staff), CaseFactory()

    shown = signed_in(staff.caseworker).get(reverse("cases:cases")).content.decode()

    assert own.number in shown
    assert other.number not in shown


@pytest.mark.parametrize(
    "query",
    [
        "q=%25", "q=_", "q=%27+OR+1%3D1--", "q=a%00b", "state=nonsense", "office=999999999999999999999", "page=-1",
        "page=9999", "page=abc", "sort=password", "sort=-applicant__names__key", "procedure=x", "overdue=maybe",
        "per_page=100000",
    ],
)  # fmt: skip
def test_the_register_survives_whatever_its_address_says(staff, query):
    lodged(staff)

    answer = signed_in(staff.caseworker).get(f"{reverse('cases:cases')}?{query}")

    assert answer.status_code in {200, 400}


@pytest.mark.parametrize("letter", ["%", "_", "\\"])
def test_wildcards_are_plain_letters_to_the_register(staff, letter):
    case = lodged(staff)

    shown = signed_in(staff.caseworker).get(reverse("cases:cases"), {"q": letter}).content.decode()

    assert case.number not in shown


def test_the_register_finds_a_file_by_its_number_and_by_the_name_of_the_applicant(staff):
    case = lodged(staff, family(staff, name__surname="Есенов"))
    client = signed_in(staff.caseworker)

    for words in (case.number, case.number.lower(), "есенов"):
        assert case.number in client.get(reverse("cases:cases"), {"q": words}).content.decode()


def test_the_register_asks_the_same_however_many_files_it_shows(staff):
    client = signed_in(staff.caseworker)
    counts = []
    for _more in range(2):
        for _file in range(3):
            lodged(staff)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("cases:cases"))
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 12


@pytest.mark.parametrize("number", ["ST-2026-999999", "abc", "1%0A", "%F0%9F%90%8E", "9" * 30, "..%2F"])
def test_a_number_that_nobody_has_is_not_found(staff, number):
    assert signed_in(staff.caseworker).get(f"/cases/{number}/").status_code == 404


def test_a_paper_can_be_withdrawn_from_its_line_of_the_checklist(client, staff):
    case = with_papers(lodged(staff), staff)
    client.force_login(staff.caseworker)

    page = client.get(case.get_absolute_url()).content.decode()

    for document in case.documents.all():
        assert reverse("cases:withdrawn_paper", args=[case.number, document.pk]) in page
