"""Two centres with generated rooms, and families of their offices who live in them, are expected, wait or have left."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import cycle

from casework.accommodation.actions import arrivals, blocks, centres, places, stays
from casework.accommodation.models import Centre, Place, PublishedCentre, Stay
from casework.accommodation.queries import family_of
from casework.accommodation.queries.basis import entitled_until
from casework.accommodation.queries.beds import Bed
from casework.accommodation.queries.free import offers
from casework.accommodation.rules.rooms import RoomFacts
from casework.accommodation.states import Kind, SexRule
from casework.accommodation.sweeps import COUNT
from casework.accounts.models import Office, Officer
from casework.cases.models import Case
from casework.cases.states import OPEN, State
from casework.common.workdays import local_date
from casework.desk.demonstration.services import serve
from casework.people.models import Household
from casework.returnees.models import Grant

MOST = 9
"""Families of each centre; the demonstration stays small."""
MOST_NIGHTS = 200
"""Nights that are counted at once."""
ARRIVED = cycle((24, 17, 12, 9, 6, 4, 3, 2))
"""So many days ago families came, in turn."""


def furnish(at: datetime) -> int:
    """Open the centres as of two months ago, and give families places; gives how many families have a stay."""
    temporary = _open("pavlodar-temporary", "Pavlodar temporary centre", Kind.TEMPORARY, "KZ-55", "", at)
    adaptation = _open("akmola-adaptation", "Akmola adaptation centre", Kind.ADAPTATION, "KZ-11", "akmola-2020", at)
    families = _settle(temporary, _applicants(temporary), at) + _settle(adaptation, _holders(adaptation, at), at)
    for centre in (temporary, adaptation):
        serve(centre, _manager(centre.office.code), at)
    for subject in COUNT.due(at, MOST_NIGHTS):
        COUNT.work(subject, at)
    return families


def _open(code: str, name: str, kind: str, office: str, published: str, at: datetime) -> Centre:
    by, then = _manager(office), at - timedelta(days=60)
    centre = centres.open_centre(
        code, name, kind=kind, office=Office.objects.get(code=office),
        published=PublishedCentre.objects.filter(pk=published).first(), by=by, at=then, is_generated=True,
    )  # fmt: skip
    centres.add_rooms(centre, _rooms(2 if kind == Kind.TEMPORARY else 3), by=by, at=then)
    return centre


def _manager(office: str) -> Officer:
    return Officer.objects.get(office__code=office, held_roles__role="centre_manager")


def _rooms(floors: int) -> Iterable[RoomFacts]:
    """Family rooms of three to six places; on the first floor without steps, with two rooms that strangers share."""
    for floor in range(1, floors + 1):
        for number, beds in enumerate((4, 3, 5, 4, 6, 3, 4), start=1):
            yield RoomFacts(f"{floor}{number:02d}", beds, floor, is_accessible=floor == 1)
    for number, rule in ((8, SexRule.WOMEN), (9, SexRule.MEN)):
        yield RoomFacts(f"1{number:02d}", 4, 1, rule, is_family_room=False)


def _applicants(centre: Centre) -> Sequence[Household]:
    files = Case.objects.filter(office=centre.office, procedure="status", state__in=OPEN).exclude(state=State.DRAFT)
    return [case.household for case in files.select_related("household").order_by("-pk")[:MOST]]


def _holders(centre: Centre, at: datetime) -> Sequence[Household]:
    lasting = Grant.objects.in_force(local_date(at)).filter(case__office=centre.office, until__gt=local_date(at))
    files = Case.objects.filter(pk__in=lasting.values("case")).select_related("household").order_by("-pk")
    return [case.household for case in files[:MOST]]


def _settle(centre: Centre, households: Sequence[Household], at: datetime) -> int:
    """The first live there, the last but one is expected, the last waits; one place is being repaired."""
    by = _manager(centre.office.code)
    for number, household in enumerate(households):
        lives = number < len(households) - 2
        _ask(centre, household, next(ARRIVED) if lives else 0, by, at, is_expected=number == len(households) - 2)
    repaired = Place.objects.filter(room__centre=centre).order_by("-room__floor", "room__number").last()
    if repaired is not None:
        since, until = local_date(at), local_date(at) + timedelta(days=5)
        blocks.block(repaired, since=since, until=until, reason="A window is repaired.", by=by, at=at)
    return len(households)


def _ask(centre: Centre, household: Household, days: int, by: Officer, at: datetime, *, is_expected: bool) -> None:
    """They asked and came some days ago, as far as their basis is so old."""
    then = at - timedelta(days=min(days, (local_date(at) - _entitled_since(centre, household)).days))
    stay = stays.open_stay(centre, household, asked_on=local_date(then), by=by, at=then)
    if days and _give(stay, local_date(then), by, then):
        arrivals.check_in(stay, on=local_date(then), by=by, at=then)
    if is_expected:
        _give(stay, local_date(at) + timedelta(days=3), by, at)


def _entitled_since(centre: Centre, household: Household) -> date:
    if centre.kind == Kind.TEMPORARY:
        return Case.objects.filter(household=household, procedure="status").latest("pk").received_on
    return Grant.objects.filter(case__household=household).latest("since").since


def _give(stay: Stay, since: date, by: Officer, at: datetime) -> bool:
    """The smallest family room that holds all of them, where one is free."""
    until = entitled_until(stay.kind, since) or since + timedelta(days=60)
    persons = family_of(stay, since)
    fitting = [one for one in offers(stay, since, until) if one.room.is_family_room and len(one.places) >= len(persons)]
    for one in sorted(fitting, key=lambda offer: len(offer.places))[:1]:
        beds = [Bed(person, one.room, place) for person, place in zip(persons, one.places, strict=False)]
        places.place(stay, beds, since=since, until=until, by=by, at=at)
        return True
    return False
