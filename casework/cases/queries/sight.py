"""Whom an officer may see because of a file."""

from django.db.models import QuerySet

from casework.accounts.models import Officer
from casework.cases.models import Case, CaseMember
from casework.people.models import Person


def persons_in_sight(officer: Officer) -> QuerySet[Person]:
    """Persons of the officer's own office, and members of files the officer may see."""
    own = Person.objects.visible_to(officer)
    if officer.is_national:
        return own
    members = CaseMember.objects.filter(case__in=Case.objects.visible_to(officer)).values("person")
    return own | Person.objects.filter(pk__in=members)
