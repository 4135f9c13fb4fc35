"""A complaint re-opens a refusal as a linked file, which other officers decide by the ordinary steps."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from casework.accounts.models import Officer
from casework.cases import rules
from casework.cases.actions import opening
from casework.cases.actions.locking import changed, check_may, check_works_here, locked
from casework.cases.models import Case, CaseMember, Complaint, Decision, Document
from casework.cases.procedures import procedure, registered
from casework.cases.queries.complaints import Refusal, refusal_of
from casework.cases.rules import ComplaintFacts
from casework.common.constraints import explained


def complain(refused: Case, facts: ComplaintFacts, *, version: int, by: Officer, at: datetime) -> Case:
    """Lodge a complaint of a refusal: a file of the same procedure, with the members and the papers of the first.

    Source of the term to complain: Code of 29 June 2020, No. 350-VI, art. 92.
    """
    with explained():
        return _complain(refused, facts, version=version, by=by, at=at)


@transaction.atomic
def _complain(refused: Case, facts: ComplaintFacts, *, version: int, by: Officer, at: datetime) -> Case:
    refused = locked(refused, version)
    check_may(procedure(refused.procedure).lodges, by)
    check_works_here(refused, by)
    rules.check_complained_of(refused.state)
    refusal = refusal_of(refused.decisions.order_by("-pk"))
    _check_received(refusal, facts)
    details = _details(refused, refusal.decision, facts)
    case = opening.lodge(_application(refused, facts), details=details, by=by, at=at)
    changed(refused, "complain", by=by, at=at, complaint=case.number)
    return case


def _check_received(refusal: Refusal, facts: ComplaintFacts) -> None:
    rules.check_complaint_received(
        facts.received_on, refused_on=refusal.on, last_day=refusal.last_day, late_because=facts.late_because
    )


def _application(refused: Case, facts: ComplaintFacts) -> opening.Application:
    members = list(refused.members.select_related("person"))
    return opening.Application(
        procedure=refused.procedure, applicant=refused.applicant, household=refused.household,
        members=[(member.person, member.role) for member in members], settlement_region=refused.settlement_region,
        received_on=facts.received_on, received_how=facts.received_how, proxy=facts.proxy,
        not_counted={member.person_id: reason for member in members if (reason := _why_not(refused, member))},
        complains_of=refused,
    )  # fmt: skip


def _why_not(refused: Case, member: CaseMember) -> str:
    """Whoever took no place takes none now, nor does whoever became a citizen or was included meanwhile."""
    leaves_out = registered()[refused.procedure].leaves_out
    return member.why_not or (leaves_out(refused, member.person) if leaves_out else "")


def _details(refused: Case, decision: Decision, facts: ComplaintFacts) -> Callable[[Case], object]:
    def write(case: Case) -> None:
        Complaint.objects.create(case=case, decision=decision, ground=facts.ground, late_because=facts.late_because)
        repeats = registered()[refused.procedure].repeats
        if repeats is not None:
            repeats(refused, case)
        _copy_papers(refused, case)

    return write


def _copy_papers(refused: Case, case: Case) -> None:
    """Each with who added it when: nobody compares an original twice."""
    papers = list(refused.documents.filter(withdrawn_at=None))
    for paper in papers:
        paper.pk, paper.case = None, case
    Document.objects.bulk_create(papers)
