"""The checklist of a file: what the law asks for, and what is there."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.cases.models import Case, CaseMember, Document
from casework.cases.procedures import Requirement, Whose, procedure
from casework.reference.models import DocumentKind

Present = dict[tuple[str, int | None], Document]


@dataclass(frozen=True)
class Paper:
    """A line of the checklist: the kinds that would do, of whom, and the document that answers it.

    A scan in quarantine, which nobody may open, answers nothing unless the original was seen.
    """

    kinds: tuple[DocumentKind, ...]
    member: CaseMember | None
    document: Document | None

    @property
    def label(self) -> str:
        return _(" or ").join(str(kind) for kind in self.kinds)

    @property
    def is_missing(self) -> bool:
        return self.document is None or not self.document.answers


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
    found = [present[kind, person] for kind in requirement.kinds if (kind, person) in present]
    best = max(found, key=lambda document: document.answers, default=None)
    return Paper(tuple(kinds[kind] for kind in requirement.kinds), member, best)


def _present(case: Case) -> Present:
    """The newest document of each kind and person; one that answers before one that does not."""
    papers = case.documents.filter(withdrawn_at=None)
    return {(paper.kind_id, paper.person_id): paper for paper in sorted(papers, key=lambda paper: paper.answers)}


def missing_papers(case: Case) -> list[Paper]:
    return [paper for paper in checklist(case) if paper.is_missing]
