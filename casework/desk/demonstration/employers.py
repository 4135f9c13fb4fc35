"""Generated employers of two offices with their staff, bids and inspections, and what became of their permits."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from casework.accounts import actions as accounts
from casework.accounts.models import Office, Officer, Role
from casework.common.workdays import local_date
from casework.desk.demonstration import permits, staff
from casework.desk.demonstration.permits import Desk
from casework.labour.actions import bids, employers, inspections
from casework.labour.generated import bin_of
from casework.labour.models import Activity, Employer, EmployerFacts, Permit
from casework.labour.rules import Staff
from casework.quotas.models import Plan
from casework.quotas.states import PlanState
from casework.reference.models import Region
from casework.reference.queries import work_calendar

OFFICES = {"KZ-55": "pavlodar", "KZ-23": "atyrau"}
"""Offices with labour officers."""
POSTS = ("labour", "permits")
EACH = 4
WANTED = 90
"""Requests for permits; the demonstration stays small."""
Kind = tuple[str, str, str, Mapping[str, tuple[int, int]]]
KINDS: tuple[Kind, ...] = (
    ("mining", "B", "large", {"1": (95, 5), "2": (190, 20), "3": (950, 60), "4": (1900, 90)}),
    ("energy", "D", "medium", {"1": (18, 2), "2": (40, 4), "3": (150, 10), "4": (230, 12)}),
    ("transport", "H", "small", {"1": (2, 1), "3": (6, 2)}),
    ("trade", "G", "medium", {"1": (8, 3), "2": (20, 4), "3": (91, 10), "4": (60, 3)}),
)
"""Names, sections, sizes and staff: citizens and foreigners of each category; the last one is at the limit."""

HOUSES = {"transport": "by the station", "trade": "by the station"}
"""Two kinds share one address; of the others each has a house of its own."""


def settle(at: datetime) -> int:
    """Labour officers, employers and their requests of this year; gives how many requests were told."""
    desks = [_desk(code, name, at) for code, name in OFFICES.items()]
    found = {desk.office.code: _employers(desk, number, at) for number, desk in enumerate(desks)}
    _look_into(found["KZ-23"][-1], at)
    _bid(desks[0], found["KZ-55"][0], at)
    told = _permits(desks, found, at)
    for desk in desks:
        _report(desk, found[desk.office.code][:-1], at)
    return told


def _permits(desks: list[Desk], found: Mapping[str, list[Employer]], at: datetime) -> int:
    plans = Plan.objects.filter(programme="labour", year=local_date(at).year, state=PlanState.OPEN)
    if not plans.exists():
        return 0
    permits.tell(
        desks, {code: each[:-1] for code, each in found.items()}, ("3", "2", "3", "2"), wanted=WANTED, until=at,
        calendar=work_calendar(), seed="labour",
    )  # fmt: skip
    return WANTED


def _desk(code: str, name: str, at: datetime) -> Desk:
    office = Office.objects.get(code=code)
    for post in POSTS:
        _officer(f"{post}.{name}", office, at)
    return desk_of(code, name)


def desk_of(code: str, name: str) -> Desk:
    """Who decides about permits at an office of the demonstration."""
    office = Office.objects.select_related("region").get(code=code)
    staffed = Officer.objects.select_related("office__region")
    first, second, head = (staffed.get(username=f"{post}.{name}") for post in (*POSTS, "head"))
    return Desk(office, Region.objects.get(pk=code), first, second, head)


def _officer(username: str, office: Office, at: datetime) -> Officer:
    first_name, _dot, last_name = username.title().partition(".")
    return accounts.add_officer(
        username=username, office=office, roles=["labour_officer"], by=None, at=at - timedelta(days=800),
        first_name=first_name, last_name=last_name, post=Role.objects.get(pk="labour_officer").name,
        hashed=staff.hashed_password(),
    )  # fmt: skip


def _employers(desk: Desk, turn: int, at: datetime) -> list[Employer]:
    then = at - timedelta(days=400)
    return [_employer(desk, turn * EACH + number, kind, then) for number, kind in enumerate(KINDS)]


def _employer(desk: Desk, number: int, kind: Kind, at: datetime) -> Employer:
    what, section, size, counted = kind
    facts = EmployerFacts(
        name=f"Generated employer {number + 1} ({what})", kind="company", size=size, region=desk.region,
        activity=Activity.objects.get(pk=section),
        address=f"{desk.region.name_en}, no street, {HOUSES.get(what, number + 1)}",
    )  # fmt: skip
    by = desk.registrar
    found = employers.register_employer(bin_of(number + 1), facts, is_generated=True, by=by, at=at)
    people = {category: Staff(*counts) for category, counts in counted.items()}
    employers.record_headcount(found, on=local_date(at), staff=people, by=by, at=at)
    return found


def _report(desk: Desk, found: Iterable[Employer], at: datetime) -> None:
    """The staff of today, as many foreigners among it as have a permit; of energy two more, for an inspector to see."""
    for employer, (what, _section, _size, counted) in zip(found, KINDS, strict=False):
        categories = (
            Permit.objects.in_force(local_date(at)).filter(employer=employer).values_list("category", flat=True)
        )
        permitted = Counter(categories) + Counter({"3": 2 if what == "energy" else 0})
        people = {category: Staff(citizens, permitted[category]) for category, (citizens, _some) in counted.items()}
        employers.record_headcount(employer, on=local_date(at), staff=people, by=desk.registrar, at=at)


def _look_into(employer: Employer, at: datetime) -> None:
    """One that was found with foreigners without a permit, half a year ago."""
    then = at - timedelta(days=180)
    inspector = Officer.objects.get(username="inspector")
    inspections.record_inspection(
        employer, on=local_date(then), report="G-1", summary="Contracts and permits were compared.",
        violation="no_permit", by=inspector, at=then,
    )  # fmt: skip


def _bid(desk: Desk, employer: Employer, at: datetime) -> None:
    """A bid for next year, handed in on the first of September or, before that, today."""
    today = local_date(at)
    received = min(today, today.replace(month=9, day=1))
    for category, places in (("3", 40), ("2", 5)):
        facts = bids.BidFacts(
            today.year + 1, desk.region, category, permits.POSTS[category], places, "Nobody answered the vacancies."
        )
        bids.record_bid(employer, facts, received_on=received, by=desk.registrar, at=at)
