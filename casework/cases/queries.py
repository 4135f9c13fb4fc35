"""What pages and steps ask of files."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.cases.models import Case, CaseMember, Decision, Document
from casework.cases.procedures import Requirement, Whose, procedure
from casework.cases.states import DecisionState
from casework.people.models import Person
from casework.reference.models import DocumentKind

Present = dict[tuple[str, int | None], Document]


@dataclass(frozen=True)
class Paper:
    """A line of the checklist: the kinds that would do, of whom, and the document that answers it."""

    kinds: tuple[DocumentKind, ...]
    member: CaseMember | None
    document: Document | None

    @property
    def label(self) -> str:
        return _(" or ").join(str(kind) for kind in self.kinds)

    @property
    def is_missing(self) -> bool:
        return self.document is None


def checklist(case: Case) -> list[Paper]:
    """Every paper the law asks of this file, in its order; nothing else may be asked for."""
    members = list(case.members.select_related("person").prefetch_related("person__names"))
    requirements = procedure(case.procedure).requirements
    kinds = DocumentKind.objects.in_bulk({kind for requirement in requirements for kind in requirement.kinds})
    present = _present(case)
    return [
        _paper(requirement, member, kinds, present)
        for requirement in requirements
        for member in _of(requirement, case, members)
    ]


def _of(requirement: Requirement, case: Case, members: list[CaseMember]) -> list[CaseMember | None]:
    if requirement.whose == Whose.PROXY:
        return [None] if case.proxy else []
    if requirement.whose == Whose.FILE:
        return [None]
    wants_minors = requirement.whose == Whose.MINOR
    return [member for member in members if member.person.is_minor_on(case.received_on) == wants_minors]


def _paper(
    requirement: Requirement, member: CaseMember | None, kinds: dict[str, DocumentKind], present: Present
) -> Paper:
    person = member.person_id if member else None
    documents = (present.get((kind, person)) for kind in requirement.kinds)
    found = next((document for document in documents if document is not None), None)
    return Paper(tuple(kinds[kind] for kind in requirement.kinds), member, found)


def _present(case: Case) -> Present:
    papers = case.documents.filter(withdrawn_at=None).select_related("kind")
    return {(paper.kind_id, paper.person_id): paper for paper in papers}


def missing_papers(case: Case) -> list[Paper]:
    return [paper for paper in checklist(case) if paper.is_missing]


def open_proposal(case: Case) -> Decision | None:
    return case.decisions.filter(state=DecisionState.PROPOSED).select_related("signed_by", "ground").first()


def countersignatories(case: Case, *, signed_by: Officer) -> QuerySet[Officer]:
    """Active officers of the file's own office who could countersign this signatory's proposal."""
    return (
        Officer.objects.who_may(Permission.COUNTERSIGN)
        .filter(office=case.office_id)
        .exclude(pk__in={signed_by.pk, case.registered_by_id})
    )


def to_countersign(officer: Officer) -> QuerySet[Case]:
    """Files with a proposal this officer may countersign: of the own office; nationally, where officers lack."""
    if not officer.has_perm(Permission.COUNTERSIGN):
        return Case.objects.none()
    waiting = Case.objects.filter(decisions__state=DecisionState.PROPOSED).exclude(
        Q(decisions__state=DecisionState.PROPOSED, decisions__signed_by=officer)
        | Q(decisions__state=DecisionState.PROPOSED, decisions__registrar_may_sign=False, registered_by=officer)
    )
    if not officer.is_national:
        return waiting.filter(office=officer.office_id)
    return waiting.filter(Q(office=officer.office_id) | ~Exists(_own_countersignatories()))


def _own_countersignatories() -> QuerySet[Officer]:
    proposal = Decision.objects.filter(case=OuterRef(OuterRef("pk")), state=DecisionState.PROPOSED)
    return (
        Officer.objects.filter(is_active=True, held_roles__role__permissions__contains=[Permission.COUNTERSIGN])
        .filter(office=OuterRef("office"))
        .exclude(pk=OuterRef("registered_by"))
        .exclude(pk__in=proposal.values("signed_by"))
    )


def persons_in_sight(officer: Officer) -> QuerySet[Person]:
    """Persons of the officer's own office, and members of files the officer may see."""
    own = Person.objects.visible_to(officer)
    if officer.is_national:
        return own
    members = CaseMember.objects.filter(case__in=Case.objects.visible_to(officer)).values("person")
    return own | Person.objects.filter(pk__in=members)


def is_due_within(case: Case, *, today: date, last: date) -> bool:
    return case.due_on is not None and today <= case.due_on <= last
