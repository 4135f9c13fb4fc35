"""What a permit costs, and what was paid in time."""

from datetime import date
from decimal import Decimal

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from casework.cases.states import State
from casework.common import terms
from casework.common.errors import RuleBroken
from casework.labour.models import Fee, Payment, PermitRequest
from casework.labour.states import Basis
from casework.reference import queries as reference
from casework.reference.models import Figure

SEASONAL_STEPS = (3, 6, 9, 12)


def multiple(request: PermitRequest, on: date) -> Decimal:
    """The fee as a multiple of the index; RuleBroken where no figure is on record for it.

    A transfer inside a company is free: the sources set it against the permits for a fee.
    """
    if request.basis == Basis.INTRA:
        return Decimal(0)
    if request.category == "seasonal":
        steps = [f"fee.seasonal.{months}" for months in SEASONAL_STEPS if months >= request.months]
        found = Figure.objects.all_in_force(steps, on)
        for key in steps:
            if key in found:
                return found[key].value
    if not request.fee_group:
        raise _no_group()
    suffix = "" if request.months <= 12 else f".{request.months}"
    return reference.amount(f"fee.{request.fee_group}.{request.category}{suffix}", on)


def check_group(request: PermitRequest) -> None:
    """Refuse a request whose fee nobody could name; seasonal permits have fees of their own, transfers have none."""
    if not (request.fee_group or request.category == "seasonal" or request.basis == Basis.INTRA):
        raise _no_group()


def _no_group() -> RuleBroken:
    return RuleBroken(_("No group of fees is on record for this employer; name it in the request."))


def paid(fee: Fee, *, by: date | None = None) -> Decimal:
    """What came in for a fee, reversals taken off; with `by`, only what was paid up to that day."""
    rows = fee.payments.all() if by is None else fee.payments.filter(paid_on__lte=by)
    return rows.aggregate(sum=Coalesce(Sum("tenge"), Decimal(0)))["sum"]


def outstanding(fee: Fee) -> Decimal:
    """What is still to come for a fee, in tenge; nothing where it was paid whole."""
    return max(fee.tenge - paid(fee), Decimal(0))


def paid_in_time(fee: str = "") -> Coalesce:
    """What came in for a fee by its day, as a column; `fee` leads to it from the rows of the question: `fee__`."""
    payments = Payment.objects.filter(fee=OuterRef(f"{fee}pk"), paid_on__lte=OuterRef(f"{fee}due_on")).order_by()
    return Coalesce(Subquery(payments.values("fee").annotate(sum=Sum("tenge")).values("sum")), Decimal(0))


def is_paid(fee: Fee) -> bool:
    """Whether the whole fee was paid by its day."""
    return paid(fee, by=fee.due_on) >= fee.tenge


def unpaid_after(today: date) -> QuerySet[Fee]:
    """Fees of approved files whose day is past and that were not paid whole in time, the longest due first."""
    approved = Fee.objects.filter(case__state=State.APPROVED, due_on__lt=today)
    unpaid = approved.annotate(in_time=paid_in_time()).filter(in_time__lt=F("tenge"))
    return unpaid.select_related("case").order_by("due_on", "pk")


def issue_by(fee: Fee) -> date | None:
    """Until when the permit is issued: so many working days after the payment that made the fee whole; None before."""
    whole = _paid_whole_on(fee)
    if whole is None:
        return None
    term = reference.term("permit.issue", whole)
    return terms.due(whole, term, reference.work_calendar(), today=whole).on


def _paid_whole_on(fee: Fee) -> date | None:
    together = Decimal(0)
    for payment in fee.payments.filter(paid_on__lte=fee.due_on).order_by("paid_on", "pk"):
        together += payment.tenge
        if together >= fee.tenge:
            return payment.paid_on
    return None
