"""What steps and pages of returnees ask: who was included, whose status can be extended, when a family is heard."""

from collections import Counter
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
from casework.returnees.models import ExpiryWarning, Grant, Inclusion, PastInclusion

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
    """Those of these persons who were included once, by a file or before the opening, under any of their records."""
    joined = people.joined(list(person_ids))
    records = Person.objects.filter(pk__in={record for group in joined.values() for record in group})
    past = PastInclusion.objects.filter(programme=programme, person_external_id=OuterRef("external_id"))
    file = Inclusion.objects.filter(programme=programme, person=OuterRef("pk"), annulled_at=None)
    included = set(records.filter(Exists(past) | Exists(file)).values_list("pk", flat=True))
    return {person for person, group in joined.items() if group & included}


def included_in_the_past(external_ids: Iterable[str]) -> dict[tuple[str, str], PastInclusion]:
    """Inclusions before the opening, by identifier and programme."""
    found = PastInclusion.objects.filter(person_external_id__in=set(external_ids))
    return {(past.person_external_id, past.programme_id): past for past in found}


def included_by_file(external_ids: Iterable[str]) -> dict[tuple[str, str], str]:
    """Files by which persons of these identifiers were included, under any of their records, by programme."""
    found = Person.objects.filter(external_id__in=set(external_ids)).values_list("pk", "external_id")
    persons = {pk: str(external_id) for pk, external_id in found}
    joined = people.joined(persons)
    files: dict[int, list[tuple[str, str]]] = {}
    live = Inclusion.objects.filter(person__in={one for group in joined.values() for one in group}, annulled_at=None)
    for person, programme, file in live.values_list("person", "programme", "case__number"):
        files.setdefault(person, []).append((programme, file))
    return {
        (persons[start], programme): file
        for start, group in joined.items()
        for record in group
        for programme, file in files.get(record, ())
    }


def programmes_included_twice(person: int) -> list[str]:
    """Programmes into which a human being was included more than once, over all joined records, also in the past."""
    records = people.joined([person])[person]
    live = Inclusion.objects.filter(person__in=records, annulled_at=None)
    past = PastInclusion.objects.of(Person.objects.filter(pk__in=records))
    times = Counter([*live.values_list("programme", flat=True), *past.values_list("programme", flat=True)])
    return sorted(programme for programme, count in times.items() if count > 1)


def inclusions_of(person: Person) -> list[str]:
    """What one record was included in, in words: by a file here, or before the opening."""
    live = Inclusion.objects.filter(person=person, annulled_at=None).select_related("programme", "case")
    past = PastInclusion.objects.filter(person_external_id=person.external_id).select_related("programme")
    return [
        *(f"{one.programme}, {one.case.number}" for one in live),
        *(f"{one.programme} {one.year}" for one in past),
    ]


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
