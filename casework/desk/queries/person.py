"""The whole file of a person: names, papers, family, status, and everything that happened, in one line of time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.arrivals.models import Sojourn
from casework.arrivals.queries.sojourns import of_persons
from casework.audit.queries import timeline
from casework.cases import queries as cases
from casework.cases.models import Case
from casework.cases.procedures import procedure
from casework.cases.states import OPEN
from casework.common.workdays import ALMATY, local_date
from casework.desk.procedures import EXTENSION, IN_MIGRANT, INCLUSION, STATUS, Kind
from casework.desk.queries.border import passages
from casework.people import queries as people
from casework.people.models import ContactDetail, Membership, Person, Photo, SamePerson
from casework.people.queries import Face
from casework.people.queries.faces import faces_of
from casework.returnees.actions.inclusions import included_before
from casework.returnees.models import Grant, Inclusion, PastInclusion

Role = Membership.Role
GENERATIONS = (
    (gettext_lazy("Parents"), (Role.PARENT,)),
    (
        gettext_lazy("The head and those beside"),
        (Role.HEAD, Role.SPOUSE, Role.SIBLING),
    ),
    (gettext_lazy("Children"), (Role.CHILD,)),
    (gettext_lazy("Grandchildren"), (Role.GRANDCHILD,)),
    (gettext_lazy("Others"), (Role.OTHER,)),
)
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


def with_hints(persons: QuerySet[Person]) -> QuerySet[Person]:
    """Persons with their office, and with whatever saves their page from asking in vain: it asks at most 12 times."""
    newest = Photo.objects.filter(person=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    running = Case.objects.filter(applicant=OuterRef("pk"), state__in=OPEN).values("procedure")
    joined = SamePerson.objects.filter(Q(record=OuterRef("pk")) | Q(other_record=OuterRef("pk")), undone_at=None)
    return persons.select_related("office").annotate(
        photo=Subquery(newest),
        running=ArraySubquery(running),
        is_linked=Exists(joined),
        has_sojourns=Exists(Sojourn.objects.filter(person=OuterRef("pk"))),
        has_contacts=Exists(ContactDetail.objects.filter(person=OuterRef("pk"))),
        has_grants=Exists(Grant.objects.filter(person=OuterRef("pk"))),
        has_past=Exists(PastInclusion.objects.filter(person_external_id=OuterRef("external_id"))),
        has_inclusions=Exists(Inclusion.objects.filter(person=OuterRef("pk"))),
    )


class WholeFile:
    """Everything on record about one person of `with_hints`, each part read once."""

    def __init__(self, person: Any, officer: Officer, today: date) -> None:
        self.person, self.officer, self.today = person, officer, today
        family, self.past = people.family_and_past(person, today)
        self.family = relatives(person, family, officer)
        _bring_papers(person, [*family, *self.past])
        self.files = list(files_of(person, officer).select_related("registered_by"))
        self.grants = list(person.grants.all()) if person.has_grants else []
        self.all_inclusions = list(person.inclusions.select_related("programme")) if person.has_inclusions else []
        self.past_inclusions = list(past_of(person)) if person.has_past else []
        self.links = list(links(person)) if person.is_linked else []
        self.sojourns = self._sojourns() if officer.has_perm(Permission.VIEW_CROSSINGS) else []

    @property
    def inclusions(self) -> list[Inclusion]:
        return [inclusion for inclusion in self.all_inclusions if inclusion.annulled_at is None]

    @property
    def grants_in_force(self) -> list[Grant]:
        return [grant for grant in self.grants if grant.is_in_force(self.today)]

    def life(self) -> list[Moment]:
        """Files in sight, grants, inclusions and the trail of the record; the newest first."""
        own = (*_files(self.files), *_grants(self.grants), *_inclusions(self.all_inclusions))
        return sorted((*own, *_passages(self.sojourns), *_trail(self.person)), key=_end, reverse=True)

    def _sojourns(self) -> list[Sojourn]:
        """Those of this record, and where it is joined with others, of all of them."""
        if self.person.is_linked:
            return of_persons(people.records_of_same(self.person))
        return of_persons([self.person.pk]) if self.person.has_sojourns else []

    def lawful_intakes(self) -> list[Kind]:
        """What this person may apply for today: nothing that runs already, nothing that was granted for good."""
        found = self._of_a_citizen() if self.person.citizenship == "KZ" else self._of_a_foreigner()
        return [kind for kind in found if kind.procedure not in self.person.running]

    def _of_a_citizen(self) -> Iterable[Kind]:
        if not self._was_included(IN_MIGRANT.programme):
            yield IN_MIGRANT

    def _of_a_foreigner(self) -> Iterable[Kind]:
        if not self.grants_in_force:
            yield STATUS
            return
        if not self._was_included(INCLUSION.programme):
            yield INCLUSION
        if self.grants_in_force[0].extended_by_id is None:
            yield EXTENSION

    def _was_included(self, programme: str) -> bool:
        """Under this record, or under one joined with it."""
        own = {one.programme_id for one in self.inclusions} | {one.programme_id for one in self.past_inclusions}
        if programme in own:
            return True
        return bool(self.links) and bool(included_before([self.person.pk], programme))


def past_of(person: Person) -> QuerySet[PastInclusion]:
    """Inclusions of the time before this system, by the person's identifier in the former register."""
    return PastInclusion.objects.filter(person_external_id=person.external_id).select_related("programme", "region")


def _bring_papers(person: Person, rows: Iterable[Membership]) -> None:
    """Names and documents, from the family that brought them along, else for the person alone."""
    own = next((row.person for row in rows if row.person_id == person.pk), person)
    prefetch_related_objects([own], *(Prefetch(name, found) for name, found in people.papers().items()))
    person._prefetched_objects_cache = own._prefetched_objects_cache  # type: ignore[attr-defined]


def _end(moment: Moment) -> datetime:
    """What is known by its day alone stands above what happened on that day: it came of it."""
    return moment.at if isinstance(moment.at, datetime) else datetime.combine(moment.at, time.max, ALMATY)


def files_of(person: Person, officer: Officer) -> QuerySet[Case]:
    """Files that this officer may see and that decide about the person."""
    return Case.objects.visible_to(officer).filter(Q(applicant=person) | Q(members__person=person)).distinct()


def _files(files: Iterable[Case]) -> Iterable[Moment]:
    for case in files:
        words = _("File %(number)s lodged: %(procedure)s")
        said = words % {"number": case.number, "procedure": procedure(case.procedure).name}
        now = _("now: %(state)s") % {"state": case.get_state_display()}
        yield Moment(said, case.registered_at, str(case.registered_by), now)


def _grants(grants: Iterable[Grant]) -> Iterable[Moment]:
    for grant in grants:
        words = _("Returnee status granted, certificate %(certificate)s") % {"certificate": grant.certificate}
        last = _("last valid day: %(day)s") % {"day": date_format(grant.last_day, "j M Y")}
        yield Moment(words, grant.since, note=last)


def _inclusions(inclusions: Iterable[Inclusion]) -> Iterable[Moment]:
    for inclusion in inclusions:
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


def _passages(sojourns: Iterable[Sojourn]) -> Iterable[Moment]:
    for one in passages(sojourns):
        at = one.sojourn.began_at if one.is_arrival else one.sojourn.ended_at or one.sojourn.began_at
        yield Moment(one.sentence, at, _("the border"), one.note)


@dataclass(frozen=True)
class Relative:
    """A member of the family on a day, as far as the officer sees the person."""

    membership: Membership
    face: Face
    is_this: bool


def relatives(person: Person, family: Sequence[Membership], officer: Officer) -> list[Relative]:
    shown = faces_of([row.person for row in family], officer=officer, in_sight=cases.persons_in_sight(officer))
    return [Relative(row, face, row.person_id == person.pk) for row, face in zip(family, shown, strict=True)]


def generations(family: Sequence[Relative]) -> list[tuple[Promise | str, list[Relative]]]:
    """The family by generations as its roles give them, the eldest generation first."""
    found = [(words, [one for one in family if one.membership.role in roles]) for words, roles in GENERATIONS]
    return [(words, people) for words, people in found if people]


def links(person: Person) -> QuerySet[SamePerson]:
    """Proposals and confirmed links of this record with others; what was undone stands in the timeline."""
    open_ones = SamePerson.objects.filter(Q(record=person) | Q(other_record=person), undone_at=None)
    return open_ones.select_related("record", "other_record", "proposed_by", "confirmed_by").order_by("pk")
