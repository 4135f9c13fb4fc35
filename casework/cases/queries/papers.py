"""The checklist of a file: what the law asks for, and what is there."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.cases.models import Case, CaseMember, Document
from casework.cases.procedures import Requirement, Whose, procedure
from casework.reference.models import DocumentKind

Present = dict[tuple[str, int | None], Document]


@dataclass(frozen=True)
class Paper:
    """A line of the checklist: the kind that is there or those that would do, of whom, and the document.

    A scan in quarantine, which nobody may open, answers nothing unless the original was seen.
    """

    kinds: tuple[DocumentKind, ...]
    member: CaseMember | None
    document: Document | None
    name: str | Promise = ""

    @property
    def label(self) -> str:
        return str(self.name) or _(" or ").join(str(kind) for kind in self.kinds)

    @property
    def is_missing(self) -> bool:
        return self.document is None or not self.document.answers


def checklist(case: Case) -> list[Paper]:
    """Every paper the law asks of this file, in its order; nothing else may be asked for."""
    members = list(case.members.all())
    prefetch_related_objects(members, "person__names")
    present = _present(case)
    lines = [
        (requirement, member, _best(requirement, member, present))
        for requirement in procedure(case.procedure).requirements
        for member in _of(requirement, case, members)
    ]
    open_lines = [requirement for requirement, member, document in lines if document is None]
    kinds = DocumentKind.objects.in_bulk({kind for requirement in open_lines for kind in requirement.kinds})
    return [
        Paper((document.kind,), member, document)
        if document
        else Paper(tuple(kinds[kind] for kind in requirement.kinds), member, None, requirement.name)
        for requirement, member, document in lines
    ]


def _of(requirement: Requirement, case: Case, members: list[CaseMember]) -> list[CaseMember | None]:
    if requirement.whose == Whose.PROXY:
        return [None] if case.proxy else []
    if requirement.whose == Whose.FILE:
        return [None]
    wants_minors = requirement.whose == Whose.MINOR
    return [member for member in members if member.person.is_minor_on(case.asked_on) == wants_minors]


def _best(requirement: Requirement, member: CaseMember | None, present: Present) -> Document | None:
    person = member.person_id if member else None
    found = [present[kind, person] for kind in requirement.kinds if (kind, person) in present]
    return max(found, key=lambda document: document.answers, default=None)


def _present(case: Case) -> Present:
    """The newest document of each kind and person; one that answers before one that does not."""
    papers = case.documents.filter(withdrawn_at=None).select_related("kind")
    return {(paper.kind_id, paper.person_id): paper for paper in sorted(papers, key=lambda paper: paper.answers)}


def missing_papers(case: Case) -> list[Paper]:
    return [paper for paper in checklist(case) if paper.is_missing]


def gaps(case: Case) -> list[str]:
    """What is missing, counted over the family: “2 of 5 members have no birth certificate.”"""
    lines, members = checklist(case), case.members.count()
    lacking = Counter(paper.label for paper in lines if paper.is_missing and paper.member is not None)
    of_file = [paper.label for paper in lines if paper.is_missing and paper.member is None]
    return [*(_of_members(number, members, label) for label, number in lacking.items()), *map(_of_file, of_file)]


def _of_members(number: int, members: int, label: str) -> str:
    words = ngettext(
        "%(number)d of %(members)d members has no %(paper)s.",
        "%(number)d of %(members)d members have no %(paper)s.",
        number,
    )
    return words % {"number": number, "members": members, "paper": label}


def _of_file(label: str) -> str:
    return _("The file has no %(paper)s.") % {"paper": label}
