"""Whom an officer may see because of a file, and who is in which file already."""

from collections.abc import Iterable

from django.db.models import QuerySet

from casework.accounts.models import Officer
from casework.cases.models import Case, CaseMember
from casework.cases.states import OPEN
from casework.people.models import Person


def persons_in_sight(officer: Officer) -> QuerySet[Person]:
    """Persons of the officer's own office, and members of files the officer may see."""
    own = Person.objects.visible_to(officer)
    if officer.is_national:
        return own
    members = CaseMember.objects.filter(case__in=Case.objects.visible_to(officer)).values("person")
    return own | Person.objects.filter(pk__in=members)


def in_open_file(persons: Iterable[int], procedure: str) -> CaseMember | None:
    """One of these persons with the open file of this kind that counts the person already; None where none does."""
    members = CaseMember.objects.filter(person__in=list(persons), is_counted=True)
    found = members.filter(case__procedure=procedure, case__state__in=OPEN)
    return found.select_related("case", "person").prefetch_related("person__names").first()
