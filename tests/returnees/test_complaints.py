"""Complaints of refused inclusions and extensions: their places, their days, their letters."""

from datetime import timedelta
from io import BytesIO

import pypdf
import pytest
from django.urls import reverse

from casework.cases.queries.recount import agreement, differences
from casework.cases.states import State
from casework.quotas.actions import QuotaExhausted
from tests.cases.complaining import complained, others
from tests.factories.quotas import AllocationFactory
from tests.moments import NOON
from tests.reports.world import figures, told
from tests.world import decided, family, granted, held, lodged_extension, lodged_inclusion, staff_of, step, with_papers

pytestmark = pytest.mark.django_db

NEXT_YEAR = NOON.replace(year=2027, month=1, day=11)


@pytest.fixture
def staff():
    return staff_of("KZ-55")


@pytest.fixture
def places(staff):
    return AllocationFactory(places=10)


def refused_inclusion(staff):
    asked = lodged_inclusion(staff, granted(staff, family(staff, 2)).household)
    return decided(staff, held(staff, asked), "refuse")


def counters(allocation):
    allocation.refresh_from_db()
    return allocation.held, allocation.used


def test_a_complaint_holds_no_place_before_it_is_accepted(staff, places):
    case = complained(refused_inclusion(staff), by=staff.registrar)

    assert counters(places) == (0, 0)
    assert (case.allocation, case.inclusion_request.programme_id) == (None, "returnee")


def test_a_complaint_that_is_granted_uses_its_places_and_the_books_agree(staff, places):
    case = complained(refused_inclusion(staff), by=staff.registrar)

    step(case, "accept", by=staff.registrar)
    assert (counters(places), differences()) == ((2, 0), [])
    decided(others(staff), case, "include")

    assert (counters(places), differences()) == ((0, 2), [])
    assert case.inclusions.count() == 2
    assert agreement(NOON.year).differences == []
    assert figures(told(), "returnee-2026")["KZ-55/"]["used"] == 2


def test_a_complaint_that_is_refused_gives_its_places_back_and_the_books_agree(staff, places):
    case = complained(refused_inclusion(staff), by=staff.registrar)
    step(case, "accept", by=staff.registrar)

    assert decided(others(staff), case, "refuse").state == State.REFUSED
    assert (counters(places), differences()) == ((0, 0), [])


def test_a_complaint_draws_on_the_plan_of_the_day_of_its_hold(staff, places):
    refused = refused_inclusion(staff)
    later = AllocationFactory(plan__year=2027, places=10)
    late = {"late_because": "The letter was lost."}

    case = complained(refused, by=staff.registrar, at=NEXT_YEAR, **late)
    step(case, "accept", by=staff.registrar, at=NEXT_YEAR)

    assert (counters(places), counters(later)) == ((0, 0), (2, 0))


def test_a_complaint_is_not_accepted_where_no_place_is_left(staff):
    AllocationFactory(places=2)
    refused = refused_inclusion(staff)
    held(staff, lodged_inclusion(staff, granted(staff, family(staff, 1)).household))
    case = complained(refused, by=staff.registrar)

    with pytest.raises(QuotaExhausted):
        step(case, "accept", by=staff.registrar)


def test_an_extension_is_judged_by_the_day_on_which_it_was_asked_first(staff):
    asked = with_papers(lodged_extension(staff, granted(staff, family(staff, 1))), staff)
    refused = decided(staff, step(asked, "accept", by=staff.registrar), "refuse")
    after_its_end = NOON.replace(year=2027, month=3, day=10)

    case = complained(refused, by=staff.registrar, at=after_its_end, late_because="The family was abroad.")
    step(case, "accept", by=staff.registrar, at=after_its_end)
    decided(others(staff), case, "extend")

    grant = refused.applicant.grants.get()
    assert grant.until > after_its_end.date() + timedelta(days=90)
    assert grant.extended_by == case


def test_the_letters_of_a_complaint_name_the_refused_file(staff, client):
    AllocationFactory(places=10)
    refused = refused_inclusion(staff)
    case = complained(refused, by=staff.registrar)
    step(case, "accept", by=staff.registrar)
    decided(others(staff), case, "refuse")

    client.force_login(staff.caseworker)
    answer = client.get(reverse("returnees:notice", args=[case.number, "decision"]))
    pages = pypdf.PdfReader(BytesIO(answer.content)).pages
    assert f"refusal in file No. {refused.number}" in " ".join(" ".join(page.extract_text() for page in pages).split())
