"""A family that comes together is registered together: all of it or nothing."""

from datetime import datetime

from django.db import transaction

from casework.accounts.models import Office, Officer
from casework.people.actions.guards import in_sentences
from casework.people.actions.households import found_household
from casework.people.actions.persons import register_person
from casework.people.models import Household
from casework.people.rules import FamilyFacts


@in_sentences()
@transaction.atomic
def register_family(family: FamilyFacts, *, office: Office, by: Officer, at: datetime) -> Household:
    """Register every member and found their household; the first member is the head."""
    persons = [
        register_person(member.person, member.names, member.documents, member.contacts, office=office, by=by, at=at)
        for member in family.members
    ]
    roles = [member.role for member in family.members[1:]]
    return found_household(persons[0], list(zip(persons[1:], roles, strict=True)), since=family.since, by=by, at=at)
