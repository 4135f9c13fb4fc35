"""Who waits for whose signature."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.cases.models import Case, Decision
from casework.cases.states import DecisionState


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
