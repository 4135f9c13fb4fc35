"""The household of a stay, as rooms know it."""

from collections.abc import Iterable
from datetime import date

from casework.accommodation.models import Stay
from casework.accommodation.rules import Guest
from casework.people.models import Membership, Person

COT_YEARS = 2
"""Up to this age a child may sleep in a cot. The office's own rule; the officer chooses for each child."""


def family_of(stay: Stay, on: date) -> list[Person]:
    """The members of the household on a day, the eldest first, with their names."""
    members = Membership.objects.on(on).filter(household=stay.household_id)
    persons = Person.objects.filter(pk__in=members.values("person"), died_on=None).order_by("born_on", "pk")
    return list(persons.prefetch_related("names"))


def guest_of(person: Person, on: date, *, in_cot: bool = False) -> Guest:
    return Guest(person.pk, person, person.sex, person.is_minor_on(on), in_cot)


def step_free(stay: Stay) -> set[int]:
    """Ids of those of a family who cannot climb steps."""
    return set(stay.step_free_needs.values_list("person", flat=True))


def may_lie_in_cots(persons: Iterable[Person], on: date) -> set[int]:
    """Ids of those young enough for a cot."""
    return {person.pk for person in persons if person.age_on(on) < COT_YEARS}
