"""What steps and pages of returnees ask: who was included, whose status can be extended, when a family is heard."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from casework.cases.models import Case
from casework.cases.states import DecisionState, NotCounted
from casework.common import terms
from casework.common.workdays import WorkCalendar, local_date
from casework.people import queries as people
from casework.people.models import Person
from casework.reference import queries as reference
from casework.returnees.models import Grant, Inclusion

IN_FORCE = DecisionState.IN_FORCE
RETURNEE, IN_MIGRANT = "returnee", "in_migrant"


def citizens(persons: Iterable[Person]) -> dict[int, str]:
    """Who of these is a citizen already, to whom neither the status nor the returnee quota is open."""
    return {person.pk: NotCounted.CITIZEN for person in persons if person.citizenship == "KZ"}


def not_counted(persons: Iterable[Person], programme: str) -> dict[int, str]:
    """Who of these takes no place in a programme, and why."""
    persons = list(persons)
    before = included_before([person.pk for person in persons], programme)
    reasons: dict[int, str] = dict.fromkeys(before, NotCounted.ALREADY_INCLUDED)
    return reasons | citizens(persons) if programme == RETURNEE else reasons


def included_before(person_ids: Iterable[int], programme: str) -> set[int]:
    """Those of these persons who were included once, under this record or one joined with it."""
    joined = people.joined(list(person_ids))
    records = {record for group in joined.values() for record in group}
    found = Inclusion.objects.filter(person__in=records, programme=programme, annulled_at=None)
    included = set(found.values_list("person", flat=True))
    return {person for person, group in joined.items() if group & included}


def grants_to_extend(persons: Iterable[int], on: date) -> QuerySet[Grant]:
    """The status of these persons in force on a day, where nothing has ended it since."""
    return Grant.objects.in_force(on).filter(person__in=persons, end_reason="").select_related("person")


def told_on(case: Case) -> date | None:
    """The day on which the family was told that the office means to refuse."""
    told = (one for one in case.decisions.all() if (one.step, one.state) == ("preliminarily_refuse", IN_FORCE))
    days = [local_date(decision.countersigned_at) for decision in told if decision.countersigned_at is not None]
    return max(days, default=None)


def hear_by(case: Case, calendar: WorkCalendar | None = None) -> date | None:
    """Until when the family is to be heard: a term of the law from the preliminary decision, where one is on record."""
    on = told_on(case)
    if on is None:
        return None
    try:
        term = reference.term("status.hearing", on)
    except reference.FigureMissing:
        return None
    return terms.due(on, term, calendar or reference.work_calendar(), today=on).on
