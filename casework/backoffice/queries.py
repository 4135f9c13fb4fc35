"""What the back office says before something is done, and whose trail an auditor reads."""

from django.db.models import Q, QuerySet
from django.utils.translation import ngettext

from casework.accounts.models import Officer
from casework.audit.models import Event
from casework.cases.models import Case
from casework.cases.queries import persons_in_sight


def files_held(officer: Officer) -> list[tuple[int, str]]:
    """How many open files wait in the hands of an officer; nobody else takes them by itself."""
    files = Case.objects.open().filter(holder=officer).count()
    told = ngettext(
        "open file is held by this officer; the head of the office gives it to another.",
        "open files are held by this officer; the head of the office gives them to others.",
        files,
    )
    return [(files, told)] if files else []


def events_in_sight(officer: Officer) -> QuerySet[Event]:
    """What a regional auditor reads of the trail: doings of the own office, and what befell files and persons seen."""
    files = Case.objects.visible_to(officer).values("number")
    persons = persons_in_sight(officer).values("number")
    return Event.objects.filter(Q(by__office=officer.office_id) | Q(subject__in=files) | Q(subject__in=persons))
