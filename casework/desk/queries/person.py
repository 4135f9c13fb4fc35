"""The whole file of a person: names, papers, family, status, and everything that happened, in one line of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.models import Officer
from casework.audit.queries import timeline
from casework.cases import queries as cases
from casework.cases.models import Case
from casework.cases.procedures import procedure
from casework.cases.states import OPEN
from casework.common.workdays import ALMATY
from casework.desk.procedures import EXTENSION, IN_MIGRANT, INCLUSION, STATUS, Kind
from casework.people import queries as people
from casework.people.models import Membership, Person, SamePerson
from casework.people.queries import Face
from casework.people.queries.faces import faces
from casework.returnees.actions.inclusions import included_before
from casework.returnees.models import Grant, Inclusion

OWN_WORDS = {"person.file_asked": gettext_lazy("Another office asked for the file")}


@dataclass(frozen=True)
class Moment:
    """One line of the timeline, in the shape of components/timeline.html."""

    sentence: str
    at: datetime
    by: str = ""
    note: str = ""
    before: Any = None
    after: Any = None


def life(person: Person, officer: Officer) -> list[Moment]:
    """Files in sight, grants, inclusions and the trail of the record; the newest first."""
    parts = (*_files(person, officer), *_grants(person), *_inclusions(person), *_trail(person))
    return sorted(parts, key=lambda moment: moment.at, reverse=True)


def files_of(person: Person, officer: Officer) -> QuerySet[Case]:
    """Files that this officer may see and that decide about the person."""
    return Case.objects.visible_to(officer).filter(Q(applicant=person) | Q(members__person=person)).distinct()


def _files(person: Person, officer: Officer) -> Iterable[Moment]:
    for case in files_of(person, officer).select_related("registered_by"):
        words = _("File %(number)s lodged: %(procedure)s")
        said = words % {"number": case.number, "procedure": procedure(case.procedure).name}
        yield Moment(said, case.registered_at, str(case.registered_by), str(case.get_state_display()))


def _grants(person: Person) -> Iterable[Moment]:
    for grant in person.grants.all():
        words = _("Returnee status granted, certificate %(certificate)s") % {"certificate": grant.certificate}
        until = _("valid until %(day)s") % {"day": f"{grant.until:%d.%m.%Y}"}
        yield Moment(words, _morning(grant.since), note=until)


def _inclusions(person: Person) -> Iterable[Moment]:
    for inclusion in person.inclusions.select_related("programme"):
        words = _("Included in the quota: %(programme)s") % {"programme": inclusion.programme}
        note = _("annulled since") if inclusion.annulled_at else ""
        yield Moment(words, _morning(inclusion.included_on), note=note)


def _trail(person: Person) -> Iterable[Moment]:
    for line in timeline(person.number):
        words = str(OWN_WORDS.get(line.kind, line.sentence))
        yield Moment(words, line.at, line.by, line.note, line.before, line.after)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), ALMATY)


@dataclass(frozen=True)
class Relative:
    """A member of the family on a day, as far as the officer sees the person."""

    membership: Membership
    face: Face
    is_this: bool


def relatives(person: Person, officer: Officer, today: date) -> list[Relative]:
    family = people.family_of(person, today)
    ids = [row.person_id for row in family]
    shown = faces(ids, officer=officer, in_sight=cases.persons_in_sight(officer))
    return [Relative(row, face, row.person_id == person.pk) for row, face in zip(family, shown, strict=True)]


def past_households(person: Person, today: date) -> QuerySet[Membership]:
    return person.memberships.filter(until__lte=today).select_related("household").order_by("-until")


def links(person: Person) -> QuerySet[SamePerson]:
    """Proposals and confirmed links of this record with others; what was undone stands in the timeline."""
    open_ones = SamePerson.objects.filter(Q(record=person) | Q(other_record=person), undone_at=None)
    return open_ones.select_related("record", "other_record", "proposed_by", "confirmed_by").order_by("pk")


def lawful_intakes(person: Person, officer: Officer, today: date) -> list[Kind]:
    """What this person may apply for today: nothing that runs already, nothing that was granted for good."""
    running = set(Case.objects.filter(applicant=person, state__in=OPEN).values_list("procedure", flat=True))
    found = _citizens(person) if person.citizenship == "KZ" else _foreigners(person, today)
    return [kind for kind in found if kind.procedure not in running]


def _citizens(person: Person) -> Iterable[Kind]:
    if not included_before([person.pk], IN_MIGRANT.programme):
        yield IN_MIGRANT


def _foreigners(person: Person, today: date) -> Iterable[Kind]:
    grant = Grant.objects.in_force(today).filter(person=person).first()
    if grant is None:
        yield STATUS
        return
    if not included_before([person.pk], INCLUSION.programme):
        yield INCLUSION
    if grant.extended_by_id is None:
        yield EXTENSION


def inclusions_of(person: Person) -> QuerySet[Inclusion]:
    return person.inclusions.filter(annulled_at=None).select_related("programme", "case")
