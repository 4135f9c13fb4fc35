"""What happens in a family after it came: a child is born, somebody joins."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.common.errors import RuleBroken
from casework.people import actions as people
from casework.people.models import Household, Membership, Person
from casework.people.rules import MemberFacts


@transaction.atomic
def register_newborn(household: Household, facts: MemberFacts, *, by: Officer, at: datetime) -> Person:
    """Register a child and let it join the family on the day of its birth."""
    child = people.register_person(facts.person, facts.names, facts.documents, office=by.office, by=by, at=at)
    people.join_household(household, child, role=facts.role, since=facts.person.birth.on, by=by, at=at)
    return child


@transaction.atomic
def take_into_family(
    person: Person, other: Person, *, role: str, since: date, by: Officer, at: datetime
) -> Membership | Household:
    """Let somebody join the household of a person; where there is none yet, it is founded with this person as head."""
    current = person.memberships.select_related("household").on(since).first()
    if current is not None:
        return people.join_household(current.household, other, role=role, since=since, by=by, at=at)
    if person.pk == other.pk:
        raise RuleBroken(_("A family is founded with somebody else; enter another number."))
    return people.found_household(person, [(other, role)], since=since, by=by, at=at)
