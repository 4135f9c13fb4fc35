"""What steps and pages of returnees ask: who was included, whose status can be extended, when a family is heard."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from casework.accounts.models import Officer
from casework.cases.models import Case, CaseMember
from casework.cases.states import OPEN, DecisionState, NotCounted
from casework.common import terms
from casework.common.workdays import WorkCalendar, local_date
from casework.people import queries as people
from casework.people.models import Person
from casework.reference import queries as reference
from casework.returnees.models import ExpiryWarning, Grant, Inclusion

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
    """The status of these persons in force on a day, where nothing but its time has ended it since."""
    lasting = Grant.objects.in_force(on).filter(end_reason__in=("", Grant.EndReason.EXPIRY))
    return lasting.filter(person__in=persons).select_related("person")


def expiring(today: date) -> QuerySet[Grant]:
    """Grants whose time is over, without a word why they ended; not while a request to extend one is open."""
    return Grant.objects.filter(~_being_extended(), until__lte=today, end_reason="")


@dataclass(frozen=True)
class Warned:
    """A warning of the end of a grant: the first or the last."""

    grant: int
    step: str


def warnings_due(today: date, steps: Mapping[str, int], *, grant: int | None = None) -> list[Warned]:
    """Warnings, by days before the end of a grant, that are due and were not given; the nearest end first."""
    found = []
    for step, days in steps.items():
        given = ExpiryWarning.objects.filter(grant=OuterRef("pk"), step=step, ends_on=OuterRef("until"))
        ends = Grant.objects.in_force(today).filter(~_being_extended(), ~Exists(given), end_reason="")
        near = ends.filter(until__lte=today + timedelta(days=days))
        one = near.filter(pk=grant) if grant else near
        found += [(until, Warned(pk, step)) for pk, until in one.values_list("pk", "until")]
    return [warned for until, warned in sorted(found, key=lambda pair: (pair[0], pair[1].grant, pair[1].step))]


def ending(officer: Officer, today: date, days: int) -> QuerySet[Grant]:
    """Grants in the officer's sight that end within so many days, the nearest first."""
    seen = Grant.objects.filter(case__in=Case.objects.visible_to(officer), end_reason="")
    near = seen.filter(until__gt=today, until__lte=today + timedelta(days=days))
    return near.annotate(is_being_extended=_being_extended()).order_by("until", "pk")


def _being_extended() -> Exists:
    """Whether an open file asks to extend the grant of the query around this one."""
    asked = CaseMember.objects.filter(person=OuterRef("person"), case__procedure="extension", case__state__in=OPEN)
    return Exists(asked)


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
