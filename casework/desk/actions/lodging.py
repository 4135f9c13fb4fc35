"""Lodging what an intake says: persons, household, file and papers come on record together, or none of them."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.cases import queries as cases
from casework.cases.actions import documents
from casework.cases.actions.opening import Application
from casework.cases.models import Case, CaseMember
from casework.cases.states import NotCounted
from casework.common.errors import RuleBroken
from casework.desk.actions.drafts import locked, remove
from casework.desk.models import IntakeDraft
from casework.desk.procedures import Kind
from casework.desk.rules import Intake, Newcomer, Received
from casework.people import actions as people
from casework.people.models import Household, Membership, Person
from casework.quotas.models import Programme
from casework.reference.models import DocumentKind, Region
from casework.returnees.actions.extensions import lodge_extension
from casework.returnees.actions.inclusions import lodge_inclusion, not_counted
from casework.returnees.actions.status import StatusFacts, lodge_status

Family = dict[str, tuple[Person, str]]
"""Key of the draft to the person on record and the role."""


@transaction.atomic
def lodge(draft: IntakeDraft, intake: Intake, *, version: int, by: Officer, at: datetime) -> Case:
    """Register who is new, found or complete the household, lodge the file with its papers, remove the draft.

    RuleBroken, with everything as it was, where the law, the register or the quota refuses any part of it.
    """
    draft = locked(draft, version, by)
    family = {newcomer.key: (_person(newcomer, by=by, at=at), newcomer.role) for newcomer in intake.newcomers}
    household = _household(family, intake, by=by, at=at)
    application = _application(draft.what, intake, household, family)
    case = LODGES[draft.what.procedure](draft.what, application, intake, by=by, at=at)
    _add_papers(case, draft, intake.papers, family, by=by, at=at)
    remove(draft)
    return case


def _person(newcomer: Newcomer, *, by: Officer, at: datetime) -> Person:
    if newcomer.record:
        return Person.objects.get(number=newcomer.record)
    facts = newcomer.facts
    if facts is None:
        raise RuleBroken(_("Say of every member of the family who it is."))
    return people.register_person(facts.person, facts.names, facts.documents, office=by.office, by=by, at=at)


def _household(family: Family, intake: Intake, *, by: Officer, at: datetime) -> Household:
    """The applicant's household, as it is or founded now; whoever is not in it joins it."""
    applicant = family[intake.applicant.key][0]
    since = _together_since(intake)
    current = _membership(applicant, since)
    household = current.household if current else people.found_household(
        applicant, since=max(since, applicant.born_on), by=by, at=at
    )  # fmt: skip
    for person, role in family.values():
        if person != applicant:
            _bring_in(household, person, role, since=since, by=by, at=at)
    return household


def _together_since(intake: Intake) -> date:
    arrived = intake.facts.get("arrived_on")
    return arrived if isinstance(arrived, date) else intake.received_on


def _bring_in(household: Household, person: Person, role: str, *, since: date, by: Officer, at: datetime) -> None:
    """Join the household; whoever lived in another one leaves that, unless this officer does not see the person."""
    current = _membership(person, since)
    if current is not None and current.household_id == household.pk:
        return
    if current is not None:
        if not cases.persons_in_sight(by).filter(pk=person.pk).exists():
            return
        people.leave_household(current, until=since, by=by, at=at)
    people.join_household(household, person, role=role, since=max(since, person.born_on), by=by, at=at)


def _membership(person: Person, day: date) -> Membership | None:
    """The household of a person on a day, or the one joined later that has no end."""
    memberships = person.memberships.select_related("household")
    return memberships.on(day).first() or memberships.filter(since__gt=day, until=None).first()


def _application(kind: Kind, intake: Intake, household: Household, family: Family) -> Application:
    return Application(
        procedure=kind.procedure, applicant=family[intake.applicant.key][0], household=household,
        members=list(family.values()), settlement_region=Region.objects.get(pk=intake.region),
        received_on=intake.received_on, received_how=intake.received_how, proxy=intake.proxy,
        not_counted=reasons(kind, [person for person, role in family.values()]),
    )  # fmt: skip


def reasons(kind: Kind, persons: list[Person]) -> Mapping[int, str]:
    """Who of these takes no place, and why."""
    if kind.programme:
        return not_counted(persons, kind.programme)
    return {person.pk: NotCounted.CITIZEN for person in persons if person.citizenship == "KZ"}


def _lodge_status(kind: Kind, application: Application, intake: Intake, *, by: Officer, at: datetime) -> Case:
    facts = StatusFacts(wants_centre=intake.wants_centre, **intake.facts)  # type: ignore[arg-type]
    return lodge_status(application, facts, by=by, at=at)


def _lodge_extension(kind: Kind, application: Application, intake: Intake, *, by: Officer, at: datetime) -> Case:
    return lodge_extension(application, by=by, at=at, **intake.facts)  # type: ignore[arg-type]


def _lodge_inclusion(kind: Kind, application: Application, intake: Intake, *, by: Officer, at: datetime) -> Case:
    left = Region.objects.filter(pk=intake.left_region).first()
    programme = Programme.objects.get(pk=kind.programme)
    return lodge_inclusion(application, programme=programme, left_region=left, by=by, at=at)


LODGES: Mapping[str, Callable[..., Case]] = {
    "status": _lodge_status,
    "extension": _lodge_extension,
    "inclusion": _lodge_inclusion,
}


def _add_papers(
    case: Case, draft: IntakeDraft, papers: tuple[Received, ...], family: Family, *, by: Officer, at: datetime
) -> None:
    members = {member.person_id: member for member in case.members.all()}
    kinds = DocumentKind.objects.in_bulk({paper.kind for paper in papers})
    scans = {scan.line: scan for scan in draft.scans.all()}
    for paper in papers:
        documents.add_document(
            case, kind=kinds[paper.kind], member=_of(paper, family, members), upload=_upload(scans.get(paper.line)),
            is_original_seen=paper.is_seen, by=by, at=at,
        )  # fmt: skip


def _of(paper: Received, family: Family, members: Mapping[int, CaseMember]) -> CaseMember | None:
    return members[family[paper.member][0].pk] if paper.member else None


def _upload(scan: Any) -> SimpleUploadedFile | None:
    if scan is None:
        return None
    with scan.file.open("rb") as stored:
        return SimpleUploadedFile(scan.name, stored.read())
