"""Families as lists of a centre show them, and how one is found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from casework.accommodation.models import Centre, Stay
from casework.accommodation.states import Kind
from casework.accounts.models import Officer
from casework.cases.models import Case
from casework.cases.states import OPEN
from casework.people.models import Household, Membership, Person
from casework.returnees.models import Grant


@dataclass(frozen=True)
class Family:
    """The members of a household on a day, the head first."""

    members: tuple[Person, ...]
    minors: int

    @property
    def head(self) -> Person:
        return self.members[0]

    @property
    def size(self) -> int:
        return len(self.members)


def families(households: Iterable[int], on: date) -> dict[int, Family]:
    """The families of these households by the ids of the households; two queries, however many there are."""
    rows = Membership.objects.on(on).filter(household__in=set(households), person__died_on=None)
    ordered = rows.select_related("person").prefetch_related("person__names").order_by("person__born_on", "pk")
    found: dict[int, list[Membership]] = {}
    for row in ordered:
        found.setdefault(row.household_id, []).append(row)
    return {household: _family(members, on) for household, members in found.items()}


def _family(rows: list[Membership], on: date) -> Family:
    persons = [row.person for row in sorted(rows, key=lambda row: row.role != Membership.Role.HEAD)]
    return Family(tuple(persons), sum(person.is_minor_on(on) for person in persons))


def household_by(text: str, officer: Officer) -> Household | None:
    """The household of a file, a certificate or its own number, as far as the officer sees the file."""
    files = Case.objects.visible_to(officer).filter(Q(number__iexact=text) | Q(grants__certificate__iexact=text))
    own = Q(number__iexact=text, cases__in=Case.objects.visible_to(officer))
    return Household.objects.filter(own | Q(cases__in=files)).order_by("pk").first()


def asking(centre: Centre, officer: Officer, on: date) -> QuerySet[Case]:
    """Files of families that may live in a centre of this kind, asked for a place, and are on no list yet."""
    has_stay = Stay.objects.filter(household=OuterRef("household"), kind=centre.kind)
    files = Case.objects.visible_to(officer).filter(~Exists(has_stay), procedure="status")
    asked = files.filter(status_application__wants_centre=True)
    if centre.kind == Kind.TEMPORARY:
        found = asked.filter(state__in=OPEN).exclude(state="draft")
    else:
        found = asked.filter(Exists(Grant.objects.in_force(on).filter(case=OuterRef("pk"))))
    return found.select_related("applicant").prefetch_related("applicant__names").order_by("received_on", "pk")
