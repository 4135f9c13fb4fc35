"""The whole file of a person: names, papers, family, status, and everything that happened, in one line of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.models import Officer
from casework.audit.queries import timeline
from casework.cases import queries as cases
from casework.cases.models import Case
from casework.cases.procedures import procedure
from casework.cases.states import OPEN
from casework.common.workdays import ALMATY, local_date
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
    """One line of the timeline, in the shape of components/timeline.html; `at` is a day where no hour is on record."""

    sentence: str
    at: datetime | date
    by: str = ""
    note: str = ""
    before: Any = None
    after: Any = None


def life(person: Person, officer: Officer) -> list[Moment]:
    """Files in sight, grants, inclusions and the trail of the record; the newest first."""
    parts = (*_files(person, officer), *_grants(person), *_inclusions(person), *_trail(person))
    return sorted(parts, key=_end, reverse=True)


def _end(moment: Moment) -> datetime:
    """What is known by its day alone stands above what happened on that day: it came of it."""
    return moment.at if isinstance(moment.at, datetime) else datetime.combine(moment.at, time.max, ALMATY)


def files_of(person: Person, officer: Officer) -> QuerySet[Case]:
    """Files that this officer may see and that decide about the person."""
    return Case.objects.visible_to(officer).filter(Q(applicant=person) | Q(members__person=person)).distinct()


def _files(person: Person, officer: Officer) -> Iterable[Moment]:
    for case in files_of(person, officer).select_related("registered_by"):
        words = _("File %(number)s lodged: %(procedure)s")
        said = words % {"number": case.number, "procedure": procedure(case.procedure).name}
        now = _("now: %(state)s") % {"state": case.get_state_display()}
        yield Moment(said, case.registered_at, str(case.registered_by), now)


def _grants(person: Person) -> Iterable[Moment]:
    for grant in person.grants.all():
        words = _("Returnee status granted, certificate %(certificate)s") % {"certificate": grant.certificate}
        last = _("last valid day: %(day)s") % {"day": date_format(grant.last_day, "j M Y")}
        yield Moment(words, grant.since, note=last)


def _inclusions(person: Person) -> Iterable[Moment]:
    for inclusion in person.inclusions.select_related("programme"):
        words = _("Included in the quota: %(programme)s") % {"programme": inclusion.programme}
        yield Moment(words, inclusion.included_on, note=_annulled(inclusion))


def _annulled(inclusion: Inclusion) -> str:
    if inclusion.annulled_at is None:
        return ""
    return _("annulled on %(day)s") % {"day": date_format(local_date(inclusion.annulled_at), "j M Y")}


def _trail(person: Person) -> Iterable[Moment]:
    for line in timeline(person.number):
        words = str(OWN_WORDS.get(line.kind, line.sentence))
        yield Moment(words, line.at, line.by, line.note, line.before, line.after)


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
