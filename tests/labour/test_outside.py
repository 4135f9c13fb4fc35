"""Transfers inside a company, workers without a permit, trips and families: each rule at its edge."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from casework.cases.queries.recount import differences
from casework.common.errors import Conflict, RuleBroken
from casework.labour.actions import changes, following, outside
from casework.labour.models import Permit
from casework.labour.queries import grounds
from casework.labour.queries.permits import counted
from casework.labour.rules import Term
from tests.factories.accounts import OfficerFactory
from tests.factories.labour import EmployerFactory, ExemptWorkerFactory, FamilyMemberFactory, PermitFactory, TripFactory
from tests.factories.people import PersonFactory
from tests.factories.quotas import region
from tests.labour.office import accepted, approved, books, decided, desk, requested
from tests.moments import NOON
from tests.quotas.database import refused_by
from tests.world import step

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
TERM = Term(date(2026, 3, 2))


@pytest.fixture
def officer():
    employer = EmployerFactory()
    return OfficerFactory(office__region=employer.region, roles=["labour_officer"])


def transferred(office, **changes):
    case = approved(office, accepted(office, requested(office, basis="intra", **changes)))
    return step(case, "issue", by=office.registrar)


def standing(case):
    return {each.code for each in grounds.findings(case, NOON) if each.stands}


# Transfers inside a company


def test_a_transfer_takes_no_place_and_costs_no_fee():
    office = desk(places=0)

    case = transferred(office)

    assert (case.state, case.fee.tenge, books(office.cell)) == ("issued", 0, (0, 0, 0))
    assert differences() == []


@pytest.mark.parametrize(("local", "stands"), [(3, False), (2, False), (1, True)])
def test_transfers_are_at_most_half_the_local_staff_of_the_category(local, stands):
    """The first transfer is one of two, and half of one is none."""
    case = requested(desk(c3=(local, 0)), basis="intra")

    assert ("permit.transfers" in standing(case)) is stands


def test_a_transfer_that_is_one_too_many_is_refused_for_its_ground():
    office = desk(c3=(2, 0))
    transferred(office)
    case = accepted(office, requested(office, basis="intra"))

    assert decided(office, case, "refuse", ground="permit.transfers").state == "refused"


@pytest.mark.parametrize(("months", "is_taken"), [(35, True), (36, True), (37, False)])
def test_a_transfer_lasts_three_years_at_most(months, is_taken):
    office = desk()

    if is_taken:
        assert requested(office, basis="intra", months=months)
        return
    with pytest.raises(RuleBroken, match="1 to 36 months"):
        requested(office, basis="intra", months=months)


def test_a_transfer_is_renewed_once_by_twelve_months():
    office = desk()
    permit = transferred(office).permit
    at = NOON + (permit.until - NOON.date() - 45 * DAY)
    case = following.ask_renewal(permit, months=3, received_on=at.date(), by=office.registrar, at=at)
    case = step(decided(office, accepted(office, case, at=at), "approve", at=at), "issue", by=office.registrar, at=at)

    assert (case.permit.since, case.permit.until) == (date(2027, 3, 2), date(2028, 3, 2))
    later = at + 366 * DAY
    with pytest.raises(RuleBroken, match="renewed once"):
        following.ask_renewal(case.permit, months=12, received_on=later.date(), by=office.registrar, at=later)


# Workers without a permit


def exempt(officer, **changes):
    known = {"why": "eaeu", "category": "3", "region": region("KZ-55"), "term": TERM}
    person = changes.pop("person", None) or PersonFactory(citizenship="RU")
    employer = changes.pop("employer", None) or EmployerFactory()
    return outside.record_exempt(employer, person, **{**known, **changes}, by=officer, at=NOON)


def test_who_needs_no_permit_is_counted_outside_the_quota(officer):
    exempt(officer)

    assert counted(["eaeu", "refugee", "eaeu"]) == [("citizen of the Eurasian Economic Union", 2), ("refugee", 1)]
    assert not Permit.objects.exists()


@pytest.mark.parametrize(("citizenship", "is_taken"), [("KG", True), ("UZ", False)])
def test_a_citizen_of_the_union_has_its_citizenship(officer, citizenship, is_taken):
    person = PersonFactory(citizenship=citizenship)

    if is_taken:
        assert exempt(officer, person=person)
        return
    with pytest.raises(RuleBroken, match="none of the Eurasian Economic Union"):
        exempt(officer, person=person)


def test_a_citizen_is_no_worker_without_a_permit(officer):
    with pytest.raises(RuleBroken, match="citizen of Kazakhstan works without a permit"):
        exempt(officer, why="resident", person=PersonFactory(citizenship="KZ"))


def test_only_a_head_of_the_first_category_needs_no_permit(officer):
    assert exempt(officer, why="head", category="1")

    with pytest.raises(RuleBroken, match="category 1"):
        exempt(officer, why="head", category="2")


def test_the_page_of_the_employer_counts_them(client, officer):
    employer = ExemptWorkerFactory(since=date(2020, 1, 1)).employer
    client.force_login(officer)

    assert "Citizen of the Eurasian Economic Union: 1" in client.get(employer.get_absolute_url()).content.decode()


# Trips


def trip(permit, officer, since, days, code="KZ-19"):
    until = since + days * DAY
    return outside.record_trip(permit, region=region(code), since=since, until=until, by=officer, at=NOON)


@pytest.fixture
def permit(officer):
    return PermitFactory(case__office=officer.office)


@pytest.mark.parametrize(("days", "is_taken"), [(79, True), (80, True), (81, False)])
def test_trips_come_to_ninety_days_of_a_calendar_year_at_most(permit, officer, days, is_taken):
    trip(permit, officer, date(2026, 4, 1), 10)

    if is_taken:
        assert trip(permit, officer, date(2026, 6, 1), days)
        return
    with pytest.raises(RuleBroken, match="91 days; 90 are allowed"):
        trip(permit, officer, date(2026, 6, 1), days)


def test_each_calendar_year_has_its_own_ninety_days(permit, officer):
    assert trip(permit, officer, date(2026, 10, 13), 80 + 60)


def test_a_trip_leads_to_another_region_within_the_term(permit, officer):
    with pytest.raises(RuleBroken, match="leads to another one"):
        trip(permit, officer, date(2026, 4, 1), 1, code="KZ-55")
    with pytest.raises(RuleBroken, match="within the term"):
        trip(permit, officer, date(2027, 3, 1), 2)


def test_nobody_travels_on_a_suspended_permit(permit, officer):
    changes.suspend(permit, reason="x", by=officer, at=NOON)

    with pytest.raises(RuleBroken, match="not in force"):
        trip(permit, officer, date(2026, 4, 1), 1)


# Families


def attach(permit, officer, person=None, **changes):
    known = {"kin": "spouse", "term": TERM, "needs_school": False}
    return outside.attach_family(permit, person or PersonFactory(), **{**known, **changes}, by=officer, at=NOON)


def test_the_family_stays_as_long_as_the_permit_where_nothing_else_is_said(permit, officer):
    assert attach(permit, officer).until == permit.until


@pytest.mark.parametrize(("days", "is_taken"), [(-1, True), (0, True), (1, False)])
def test_the_family_stays_no_longer_than_the_worker(permit, officer, days, is_taken):
    term = Term(date(2026, 3, 2), permit.until + days * DAY)

    if is_taken:
        assert attach(permit, officer, term=term)
        return
    with pytest.raises(RuleBroken, match="no longer than the worker"):
        attach(permit, officer, term=term)


def test_a_child_of_age_is_not_attached(permit, officer):
    assert attach(permit, officer, PersonFactory(child=True), kin="child", needs_school=True)

    with pytest.raises(RuleBroken, match="only minor children"):
        attach(permit, officer, kin="child")


def test_the_worker_is_no_family_of_his_own_and_nobody_is_attached_twice(permit, officer):
    person = attach(permit, officer).person

    with pytest.raises(Conflict, match="on record with this permit already"):
        attach(permit, officer, person)
    with pytest.raises(RuleBroken, match="This is the worker"):
        attach(permit, officer, permit.person)


def test_the_page_of_the_permit_shows_family_and_trips(client, officer, permit):
    FamilyMemberFactory(permit=permit, kin="child", needs_school=True)
    TripFactory(permit=permit)
    client.force_login(officer)

    shown = client.get(reverse("labour:permit", args=[permit.number])).content.decode()

    assert "needs a place at school" in shown
    assert "1 Apr 2026" in shown


@pytest.mark.parametrize(
    ("rule", "make", "row"),
    [
        ("exempt_worker_ends_after_beginning", ExemptWorkerFactory, {"until": date(2026, 2, 1)}),
        ("trip_ends_after_it_begins", TripFactory, {"until": date(2026, 4, 1)}),
        ("family_member_stay_ends_after_it_begins", FamilyMemberFactory, {"until": date(2026, 4, 1)}),
        ("family_member_at_school_is_a_child", FamilyMemberFactory, {"needs_school": True}),
    ],
)
def test_the_database_refuses_what_cannot_be(rule, make, row):
    assert make()

    with refused_by(rule):
        make(**row)


@pytest.mark.parametrize(
    ("rule", "make", "kept"),
    [
        ("exempt_worker_once_per_employer", ExemptWorkerFactory, ("employer", "person", "region")),
        ("trip_one_at_a_time", TripFactory, ("permit",)),
        ("family_member_once_per_permit", FamilyMemberFactory, ("permit", "person")),
    ],
)
def test_the_database_takes_nothing_twice(rule, make, kept):
    first = make()

    with refused_by(rule):
        make(**{name: getattr(first, name) for name in kept})
