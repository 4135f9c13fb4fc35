"""What waits between offices."""

from django.db.models import QuerySet

from casework.accounts.models import Office, Officer
from casework.accounts.permissions import Permission
from casework.cases.models import Case, CaseQuerySet, FileRequest, HandOver
from casework.people.models import Person


def offices_with_a_head() -> QuerySet[Office]:
    """Offices at work that somebody can answer for."""
    heads = Officer.objects.who_may(Permission.ASSIGN)
    return Office.objects.filter(is_active=True, pk__in=heads.values("office"))


def hand_overs_to_answer(officer: Officer) -> QuerySet[HandOver]:
    """Files offered to the officer's office, the oldest offer first."""
    return HandOver.objects.waiting().filter(to_office=officer.office_id)


def requests_to_answer(officer: Officer) -> QuerySet[FileRequest]:
    """Files that other offices ask the officer's office for, the oldest request first."""
    return FileRequest.objects.waiting().filter(asked_office=officer.office_id)


def office_of(person: Person) -> Office:
    """Where the file of a person is worked on: that of an open file, else of the newest one, else of the record."""
    files = _files_of(person).select_related("office").order_by("-pk")
    found = files.open().first() or files.first()
    return found.office if found else person.office


def files_asked_for(request: FileRequest) -> CaseQuerySet:
    """Files about the person that the asked office works on or worked on, the newest first."""
    return _files_of(request.person).filter(office=request.asked_office_id).order_by("-pk")


def _files_of(person: Person) -> CaseQuerySet:
    return Case.objects.filter(members__person=person)
