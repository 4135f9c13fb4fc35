"""Who waits for whose signature."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.cases.models import Case, Decision
from casework.cases.states import DecisionState
from casework.common.lookups import IsAmong

NOBODY = Value([], ArrayField(BigIntegerField()))


def open_proposal(case: Case) -> Decision | None:
    return case.decisions.filter(state=DecisionState.PROPOSED).select_related("signed_by", "ground").first()


def countersignatories(decision: Decision) -> QuerySet[Officer]:
    """Active officers of the file's own office who could countersign a proposal."""
    case = decision.case
    barred = {decision.signed_by_id} if decision.registrar_may_sign else {decision.signed_by_id, case.registered_by_id}
    return (
        Officer.objects.who_may(Permission.COUNTERSIGN)
        .filter(office=case.office_id)
        .exclude(pk__in=barred | case.barred)
    )


def may_countersign(officer: Officer, decision: Decision) -> bool:
    """As `to_countersign`, of one proposal at hand."""
    case = decision.case
    if not officer.has_perm(Permission.COUNTERSIGN) or officer.pk in {decision.signed_by_id, *case.barred}:
        return False
    if officer.pk == case.registered_by_id and not decision.registrar_may_sign:
        return False
    return officer.office_id == case.office_id or officer.is_national and not countersignatories(decision).exists()


def to_countersign(officer: Officer) -> QuerySet[Case]:
    """Files with a proposal this officer may countersign: of the own office; nationally, where officers lack."""
    if not officer.has_perm(Permission.COUNTERSIGN):
        return Case.objects.none()
    mine = Exists(_proposals(OuterRef("pk")).exclude(_bars(officer.pk)))
    if not officer.is_national:
        return Case.objects.filter(mine, office=officer.office_id)
    return Case.objects.filter(mine).filter(Q(office=officer.office_id) | ~Exists(_own_countersignatories()))


def _own_countersignatories() -> QuerySet[Officer]:
    """Officers of a file's own office who could countersign its proposal; the file is the query around this one."""
    return Officer.objects.filter(
        ~Exists(_proposals(OuterRef(OuterRef("pk"))).filter(_bars(OuterRef("pk")))),
        office=OuterRef("office"), is_active=True, held_roles__role__permissions__contains=[Permission.COUNTERSIGN],
    )  # fmt: skip


def _proposals(case: OuterRef) -> QuerySet[Decision]:
    return Decision.objects.filter(case=case, state=DecisionState.PROPOSED)


def _bars(officer: int | OuterRef) -> Q:
    """Proposals that this officer signed, or may not sign: the registrar of the file, or of what it complains of."""
    refused = IsAmong(officer, Coalesce(F("case__complaint__barred"), NOBODY))
    return Q(signed_by=officer) | Q(registrar_may_sign=False, case__registered_by=officer) | Q(refused)
