"""Household permits at eight counters on one allocation, against the rows of a deciding step as plain SQL."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from casework.accounts.models import HeldRole, Office, Officer
from casework.labour.actions import household
from casework.labour.models import PrivateEmployer
from casework.people.models import Household, Membership, Person
from casework.quotas.models import Allocation
from casework.reference.models import Region
from tests.bench import steps
from tests.bench.databases import copied
from tests.bench.measures import Contest, Measure, Trial
from tests.bench.office import OFFICE, noon
from tests.bench.office.teams import teams
from tests.bench.p1b import allocations, workers
from tests.bench.writers import WRITERS, Task, crowd

TITLE = "household permits at 8 counters on one allocation: their three steps, against the rows of a step as plain SQL"
MEASURE = Measure("P9c", TITLE, "steps a second")
GOAL, STEPS = 0.25, 3
SECONDS, AT_MOST = 1.2, 20  # of each counter in a round

Visit = tuple[PrivateEmployer, Person]


@contextmanager
def prepare() -> Iterator[Trial]:
    with copied(OFFICE):
        cell = Allocation.objects.filter(plan__programme="household", plan__year=noon().year, region__isnull=False)[0]
        deciders = teams()[0]  # before some of them become labour officers
        officers = _officers(cell)
        visits = _visits(officers[0], WRITERS * AT_MOST * (MEASURE.rounds + 1), noon())
        plainly = workers(steps.written_plainly, allocations()[:1], deciders)
        with crowd(lambda n: _serve(visits[n::WRITERS], officers[n])) as us, plainly as them:
            yield Trial([Contest(
                "one allocation", lambda: us.rate(SECONDS, AT_MOST) * STEPS, lambda: them.rate(SECONDS, AT_MOST), GOAL
            )])  # fmt: skip


def _officers(cell: Allocation) -> list[Officer]:
    """One for each counter of the office of this region."""
    office = Office.objects.get(region=cell.region)
    found = list(Officer.objects.filter(office=office).order_by("pk")[:WRITERS])
    HeldRole.objects.filter(officer__in=found).delete()
    HeldRole.objects.bulk_create(HeldRole(officer=officer, role_id="labour_officer") for officer in found)
    fresh = Officer.objects.select_related("office__region").filter(pk__in=[officer.pk for officer in found])
    return [officer for officer in fresh for _each in range(WRITERS)][:: len(found)][:WRITERS]


def _visits(by: Officer, number: int, at: datetime) -> list[Visit]:
    """Employers and workers who are on record already, each alone in a household."""
    region = by.office.region
    assert region is not None
    employers = PrivateEmployer.objects.bulk_create(
        PrivateEmployer(iin=f"{n:012d}", name=f"Private person {n}", region=region, registered_by=by, registered_at=at)
        for n in range(number)
    )
    persons = Person.objects.bulk_create(
        Person(
            number=f"P-H{n:06d}", sex="F", born_on=date(1985, 3, 14), citizenship="UZ", office=by.office,
            registered_by=by, registered_at=at,
        )
        for n in range(number)
    )  # fmt: skip
    households = Household.objects.bulk_create(
        Household(number=f"H-H{n:06d}", registered_by=by, registered_at=at) for n in range(number)
    )
    Membership.objects.bulk_create(
        Membership(household=home, person=person, role="head", since=at.date())
        for home, person in zip(households, persons, strict=True)
    )
    return list(zip(employers, persons, strict=True))


def _serve(visits: Sequence[Visit], by: Officer) -> Task:
    waiting, region = iter(visits), by.office.region
    assert region is not None

    def serve() -> None:
        employer, worker = next(waiting)
        _give(employer, worker, region, by)

    return serve


def _give(employer: PrivateEmployer, worker: Person, region: Region, by: Officer) -> None:
    household.give(employer, worker, months=3, work="a cook", region=region, by=by, at=noon())
