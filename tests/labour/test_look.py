"""Employers worth a look with their reasons in words, and the open page of places left."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from casework.common.workdays import DAY
from casework.labour.queries.look import worth_a_look
from casework.labour.queries.openly import KEY, Left, places_left
from casework.quotas.models import Allocation, Ceiling, Plan, Programme
from tests.factories.accounts import OfficerFactory
from tests.factories.arrivals import SojournFactory
from tests.factories.labour import EmployerFactory, ExemptWorkerFactory, PermitFactory, ViolationFactory, staffed
from tests.factories.quotas import AllocationFactory
from tests.moments import NOON

pytestmark = pytest.mark.django_db

TODAY = NOON.date()


@pytest.fixture(autouse=True)
def nothing_is_kept():
    cache.delete(KEY)
    yield
    cache.delete(KEY)


def reasons_of(employer) -> list[str]:
    return next((look.reasons for look in worth_a_look(TODAY) if look.employer == employer), [])


def permitted(employer, number, **term):
    """So many permits in force."""
    PermitFactory.create_batch(number, employer=employer, **term)
    return employer


@pytest.mark.parametrize(("citizens", "is_named"), [(901, False), (900, True), (899, True)])
def test_a_share_at_its_limit_is_a_reason(citizens, is_named):
    employer = permitted(staffed(EmployerFactory(), c3=(citizens, 1000 - citizens)), 0)

    named = any("no room is left" in reason for reason in reasons_of(employer))

    assert named is is_named


def test_a_small_business_has_no_share_to_be_at():
    employer = staffed(EmployerFactory(small=True), c3=(1, 4))

    assert not any("no room is left" in reason for reason in reasons_of(employer))


@pytest.mark.parametrize(("permits", "is_named"), [(2, True), (3, False)])
def test_more_foreigners_than_permits_are_a_reason(permits, is_named):
    employer = permitted(staffed(EmployerFactory(), c1=(1000, 4)), permits)
    ExemptWorkerFactory(employer=employer)

    assert bool(reasons_of(employer)) is is_named


@pytest.mark.parametrize(("number", "is_named"), [(4, False), (5, True)])
def test_many_short_permits_are_a_reason(number, is_named):
    employer = permitted(EmployerFactory(), number, since=date(2026, 1, 1), until=date(2026, 4, 1))

    assert bool(reasons_of(employer)) is is_named


@pytest.mark.parametrize(
    ("permit_until", "last_day", "is_named"),
    [(TODAY, TODAY - DAY, True), (TODAY, TODAY, False), (TODAY + DAY, TODAY - DAY, False)],
)
def test_a_worker_whose_permit_is_over_and_who_overstays_is_a_reason(permit_until, last_day, is_named):
    permit = PermitFactory(since=TODAY - 90 * DAY, until=permit_until)
    SojournFactory(person=permit.person, last_day=last_day)

    named = any("beyond the last day" in reason for reason in reasons_of(permit.employer))

    assert named is is_named


def test_an_address_shared_with_a_barred_employer_is_a_reason():
    barred = EmployerFactory(address="Pavlodar, Abai street, 7")
    ViolationFactory(inspection__employer=barred, inspection__on=TODAY, bars_until=TODAY + timedelta(days=9))
    neighbour = EmployerFactory(address="  pavlodar, abai STREET, 7 ")

    assert reasons_of(neighbour) == [
        f"The address is that of {barred.name}, whom a violation bars from new permits.",
    ]
    assert reasons_of(barred) == []


def test_who_has_the_most_reasons_stands_first(client):
    both = permitted(staffed(EmployerFactory(name="Z"), c3=(900, 100)), 0)
    one = staffed(EmployerFactory(name="A"), c1=(1000, 4))

    assert [look.employer for look in worth_a_look(TODAY)] == [both, one]
    client.force_login(OfficerFactory(roles=["inspector"]))
    assert "no room is left" in client.get(reverse("labour:looks")).content.decode()


def test_everybody_reads_the_places_left_with_the_time_of_the_figure(client):
    plan = Plan.objects.create(programme=Programme.objects.get(pk="labour"), year=date.today().year, unit="permits")  # noqa: DTZ011
    AllocationFactory(plan=plan, category="3", places=1234)

    shown = client.get(reverse("labour:places")).content.decode()

    assert "1,234" in shown
    assert "As of" in shown


def test_where_a_region_has_a_ceiling_what_it_leaves_is_told_too():
    plan = Plan.objects.create(programme=Programme.objects.get(pk="labour"), year=NOON.year, unit="permits")
    AllocationFactory(plan=plan, category="3", places=50, region=None)
    Ceiling.objects.create(plan=plan, dimension="region", key="KZ-55", limit=20)

    assert places_left(NOON).cells == [Left("", "3", 50, 50), Left("Pavlodar", "", 20, 20)]


def test_what_is_left_is_kept_for_some_minutes():
    plan = Plan.objects.create(programme=Programme.objects.get(pk="labour"), year=NOON.year, unit="permits")
    AllocationFactory(plan=plan, category="3", places=5)
    first = places_left(NOON)
    AllocationFactory(plan=plan, category="4", places=5)

    assert places_left(NOON + timedelta(minutes=1)) == first
    assert Allocation.objects.filter(plan=plan).count() == 2
