"""Statements of the bank put to the fees: each document once, whatever comes again changes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.audit import actions as audit
from casework.common.constraints import refuses
from casework.common.errors import Conflict, RuleBroken
from casework.common.rows import in_parts, insert_all
from casework.labour.actions.guards import check_may
from casework.labour.actions.payments import Paid, record_payment
from casework.labour.bankfile import BankRow
from casework.labour.models import BankFile, BankLine, Fee, Payment

Why = BankLine.Why
AT_ONCE = 1000
"""Rows of one statement to the database."""


@dataclass
class Sorted:
    """Where each line of a statement goes."""

    payments: list[Payment] = field(default_factory=list)
    reversals: list[Payment] = field(default_factory=list)
    unmatched: list[BankLine] = field(default_factory=list)
    known: int = 0


def load_statement(rows: Sequence[BankRow], *, name: str, by: Officer, at: datetime) -> BankFile | None:
    """Put every line to the fee its reference names; None where all of it was on record already.

    What matches no fee is kept with the reason, for an officer to put it to a file by hand.
    """
    again = Conflict(_("Another officer loads the same lines at this moment. Load the file again."))
    with (
        refuses("labour_payment_bank_document_key", lambda: again),
        refuses("labour_bankline_bank_document_key", lambda: again),
        refuses("labour_payment_reverses_id_key", lambda: again),
    ):
        return _load(rows, name, by=by, at=at)


@transaction.atomic
def _load(rows: Sequence[BankRow], name: str, *, by: Officer, at: datetime) -> BankFile | None:
    check_may(Permission.LABOUR, by)
    new = _unknown(rows)
    if not new:
        return None
    sorted_out = Sorted(known=len(rows) - len(new))
    _sort_payments([row for row in new if not row.reverses], sorted_out, by, at)
    _write(sorted_out.payments)
    _sort_reversals([row for row in new if row.reverses], sorted_out, by, at)
    _write(sorted_out.reversals)
    file = _file(rows, name, sorted_out, by, at)
    for line in sorted_out.unmatched:
        line.file = file
    _write(sorted_out.unmatched)
    _tell(file, [*sorted_out.payments, *sorted_out.reversals], by, at)
    return file


def _unknown(rows: Sequence[BankRow]) -> list[BankRow]:
    """The lines whose document is on record neither as a payment nor as a line that waits, each once."""
    by_document: dict[str, BankRow] = {}
    for row in rows:
        by_document.setdefault(row.document, row)
    for some in in_parts(list(by_document), AT_ONCE):
        for table in (Payment, BankLine):
            for document in table.objects.filter(bank_document__in=some).values_list("bank_document", flat=True):
                by_document.pop(document, None)
    return list(by_document.values())


def _sort_payments(rows: Iterable[BankRow], found: Sorted, by: Officer, at: datetime) -> None:
    paid = list(rows)
    fees = _fees({row.file for row in paid if row.file})
    for row in paid:
        fee = fees.get(row.file)
        if fee is None:
            found.unmatched.append(_line(row, Why.NO_FEE if row.file else Why.NO_FILE))
        else:
            found.payments.append(_payment(row, fee, by, at))


def _fees(numbers: set[str]) -> Mapping[str, Fee]:
    """The fees of these files, locked in the order of their ids."""
    found: dict[str, Fee] = {}
    for some in in_parts(sorted(numbers), AT_ONCE):
        fees = Fee.objects.select_for_update(of=("self",)).filter(case__number__in=some)
        found |= {fee.case.number: fee for fee in fees.select_related("case").order_by("pk")}
    return found


def _sort_reversals(rows: Iterable[BankRow], found: Sorted, by: Officer, at: datetime) -> None:
    taken = list(rows)
    known = _payments({row.reverses for row in taken})
    gone = {pk for pk, payment in known.items() if hasattr(payment, "reversal")}
    for row in taken:
        payment = known.get(row.reverses)
        why = _why_not(row, payment, gone)
        if why or payment is None:
            found.unmatched.append(_line(row, why or Why.NO_PAYMENT))
        else:
            gone.add(row.reverses)
            found.reversals.append(_payment(row, payment.fee, by, at, reverses=payment))


def _payments(documents: set[str]) -> dict[str, Payment]:
    found: dict[str, Payment] = {}
    for some in in_parts(sorted(documents), AT_ONCE):
        payments = Payment.objects.filter(bank_document__in=some, reverses=None)
        found |= {one.bank_document: one for one in payments.select_related("fee__case", "reversal")}
    return found


def _why_not(row: BankRow, payment: Payment | None, gone: set[str]) -> str:
    """Why a reversal takes nothing back; empty where it does."""
    if payment is None:
        return Why.NO_PAYMENT
    if row.reverses in gone:
        return Why.REVERSED
    return "" if payment.tenge == row.tenge else Why.OTHER_SUM


def _payment(row: BankRow, fee: Fee, by: Officer, at: datetime, *, reverses: Payment | None = None) -> Payment:
    tenge = -row.tenge if reverses else row.tenge
    return Payment(
        fee=fee, bank_document=row.document, tenge=tenge, paid_on=row.paid_on, reverses=reverses, recorded_by=by,
        recorded_at=at,
    )  # fmt: skip


def _line(row: BankRow, why: str) -> BankLine:
    return BankLine(
        line=row.line, bank_document=row.document, paid_on=row.paid_on, tenge=row.tenge, reference=row.reference,
        reverses=row.reverses, why=why,
    )  # fmt: skip


def _write(rows: Sequence[Payment] | Sequence[BankLine]) -> None:
    for some in in_parts(rows, AT_ONCE):
        insert_all(some)


def _file(rows: Sequence[BankRow], name: str, found: Sorted, by: Officer, at: datetime) -> BankFile:
    return BankFile.objects.create(
        name=name, lines=len(rows), paid=len(found.payments), reversed=len(found.reversals), known=found.known,
        unmatched=len(found.unmatched), loaded_by=by, loaded_at=at,
    )  # fmt: skip


def _tell(file: BankFile, payments: Sequence[Payment], by: Officer, at: datetime) -> None:
    """One line in the trail of each file that got or lost money, and one of the statement."""
    told = [(payment.fee.case.number, _told(payment)) for payment in payments]
    audit.record_all("permit.payment", told, by=by, at=at)
    counts = {name: getattr(file, name) for name in ("name", "lines", "paid", "reversed", "known", "unmatched")}
    audit.record("bank.load", subject=f"bank file {file.pk}", by=by, at=at, after=counts)


def _told(payment: Payment) -> dict[str, object]:
    return {"bank_document": payment.bank_document, "tenge": str(payment.tenge), "paid_on": payment.paid_on}


def put_to_fee(line: BankLine, fee: Fee, *, by: Officer, at: datetime) -> Payment:
    """Put a line that matched nothing to the fee of a file, as an officer found it."""
    if line.reverses:
        raise RuleBroken(_("A reversal takes a payment back; it is put to no fee."))
    return record_payment(fee, Paid(line.bank_document, line.tenge, line.paid_on), by=by, at=at)
