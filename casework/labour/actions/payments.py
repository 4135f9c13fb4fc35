"""Payments of fees, each document of the bank once; a reversal is a payment of its own."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.audit import actions as audit
from casework.common.constraints import explained, refuses
from casework.common.errors import Conflict, RuleBroken
from casework.common.workdays import local_date
from casework.labour.actions.guards import check_may
from casework.labour.models import Fee, Payment


@dataclass(frozen=True)
class Paid:
    """What the bank says of a payment: its document, the sum in tenge, the day."""

    bank_document: str
    tenge: Decimal
    paid_on: date


def record_payment(fee: Fee, given: Paid, *, by: Officer, at: datetime) -> Payment:
    """Write down a payment for a fee."""
    known = Conflict(_("This document of the bank is on record already: nothing is paid twice."))
    with refuses("labour_payment_bank_document_key", lambda: known), explained():
        return _record(fee, given, None, by=by, at=at)


def reverse_payment(payment: Payment, given: Paid, *, by: Officer, at: datetime) -> Payment:
    """Write down that the bank took a payment back, whole."""
    known = Conflict(_("This payment was reversed already."))
    taken = Paid(given.bank_document, -payment.tenge, given.paid_on)
    with refuses("labour_payment_reverses_id_key", lambda: known), explained():
        return _record(payment.fee, taken, payment, by=by, at=at)


@transaction.atomic
def _record(fee: Fee, given: Paid, reverses: Payment | None, *, by: Officer, at: datetime) -> Payment:
    check_may(Permission.LABOUR, by)
    if given.paid_on > local_date(at):
        raise RuleBroken(_("A payment cannot be of a day that has not come yet."))
    fee = Fee.objects.select_for_update(of=("self",)).select_related("case").get(pk=fee.pk)
    payment = Payment.objects.create(
        fee=fee, bank_document=given.bank_document, tenge=given.tenge, paid_on=given.paid_on, reverses=reverses,
        recorded_by=by, recorded_at=at,
    )  # fmt: skip
    told = {"bank_document": given.bank_document, "tenge": str(given.tenge), "paid_on": given.paid_on}
    audit.record("permit.payment", subject=fee.case.number, by=by, at=at, after=told)
    return payment
