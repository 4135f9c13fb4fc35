"""Generated private employers and their household workers: a plan of the year, visits at the counter, extensions."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from casework.common.workdays import ALMATY, DAY, WorkCalendar, local_date
from casework.desk.demonstration import permits, staff
from casework.desk.demonstration.employers import OFFICES, desk_of
from casework.desk.demonstration.permits import Desk
from casework.labour.actions import household
from casework.labour.generated import iin_of
from casework.labour.models import Permit, PrivateFacts
from casework.quotas.actions import load_plan
from casework.quotas.planfile import COLUMNS, parse
from casework.quotas.queries import known
from casework.reference.queries import work_calendar

PLACES = 2_000
"""Of each office that serves households. What is published for the country is a share, and no figure of a region."""
ACT = "Order of the demonstration: household permits by region"
VISITS, APART = 16, timedelta(days=11)
WORKS = ("a cook", "a nurse of an old person", "a gardener", "a driver")


def settle(at: datetime) -> int:
    """The plan of the year and the visits at both counters; gives how many there were."""
    calendar, turns = work_calendar(), 0
    _plan(local_date(at).year)
    for place, (code, name) in enumerate(OFFICES.items()):
        desk, dice = desk_of(code, name), Random(f"households {code}")  # noqa: S311 the same each time
        for number, then in enumerate(_days(at, calendar)):
            _visit(desk, place * VISITS + number, then, at, dice)
            turns += 1
    return turns


def _plan(year: int) -> None:
    first = date(year, 1, 1)
    places = {"KZ": PLACES * len(OFFICES), **dict.fromkeys(OFFICES, PLACES)}
    lines = [
        f'household,permits,{year},{region},,{number},"{ACT}",{first.isoformat()},the demonstration'
        for region, number in places.items()
    ]
    content = "\n".join([",".join(COLUMNS), *lines])
    load_plan(parse(content.encode(), known()), by=staff.signatories(), at=datetime.combine(first, time(9), ALMATY))


def _days(at: datetime, calendar: WorkCalendar) -> Iterator[datetime]:
    """Working days of this year, some days apart, the oldest first."""
    for number in reversed(range(VISITS)):
        then = at - number * APART
        while not calendar.is_working(local_date(then)):
            then -= DAY
        if local_date(then) >= date(local_date(at).year, 1, 5):
            yield then


def _visit(desk: Desk, number: int, then: datetime, until: datetime, dice: Random) -> None:
    """A worker of an Uzbek passport; every third comes again before the last day, to stay on."""
    facts = PrivateFacts(iin_of(number + 1), f"Generated private employer {number + 1}", is_generated=True)
    employer = household.private_employer(facts, region=desk.region, by=desk.registrar, at=then)
    worker = permits.worker(600_002 + len(permits.COUNTRIES) * number, desk, then)
    case = household.give(
        employer, worker, months=dice.randint(1, 3), work=WORKS[number % len(WORKS)], region=desk.region,
        by=desk.registrar, at=then,
    )  # fmt: skip
    given = Permit.objects.filter(case=case).first()
    again = then + 25 * DAY
    if number % 3 == 0 and given is not None and again <= until:
        household.extend(given, months=1, by=desk.registrar, at=again)
