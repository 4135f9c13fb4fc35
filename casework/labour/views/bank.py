"""Statements of the bank: loaded, and the lines that matched no fee put to one by hand."""

from pathlib import Path

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.common.answers import Words
from casework.common.errors import RuleBroken
from casework.common.tablefile import Unreadable
from casework.common.workdays import local_date
from casework.labour.actions import bank as actions
from casework.labour.bankfile import MOST_BYTES, BankRow, parse
from casework.labour.forms.permits import PutToFeeForm, StatementForm
from casework.labour.models import BankFile, BankLine, Fee
from casework.labour.views.finding import Page, handle

LOAD = Words(
    _("Load a statement of the bank"),
    _("Each document of the bank counts once: loaded again, it changes nothing. It is taken whole or refused whole."),
    _("Load the statement"), _("Done. See below what became of its lines."),
)  # fmt: skip
PUT = Words(
    _("Put a payment to a fee"), _("As you found it: the payment counts for the fee of this file from its day on."),
    _("Put it to the fee"), _("The payment is on record."),
)  # fmt: skip
SHOWN = 100
FAULTS = 10


@require_safe
@permission_required(Permission.VIEW_LABOUR, raise_exception=True)
def statements(request: OfficerRequest) -> HttpResponse:
    """Statements that were loaded, and the lines that still belong to no fee."""
    waiting = BankLine.objects.waiting()
    context = {
        "files": BankFile.objects.select_related("loaded_by")[:SHOWN], "lines": waiting[:SHOWN], "shown": SHOWN,
        "may_write": request.user.has_perm(Permission.LABOUR),
    }  # fmt: skip
    return render(request, "labour/bank.html", context)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.LABOUR, raise_exception=True)
def new_statement(request: OfficerRequest) -> HttpResponse:
    """Load a statement of the bank."""
    form = StatementForm(request.POST or None, request.FILES or None)

    def run(form: StatementForm) -> Page:
        file, at = form.cleaned_data["file"], timezone.now()
        rows = _rows(file.read(MOST_BYTES + 1))
        actions.load_statement(rows, name=Path(file.name).name[:150], by=request.user, at=at)
        return Page("labour:bank")

    return handle(request, form, run, LOAD)


def _rows(content: bytes) -> list[BankRow]:
    try:
        return parse(content, today=local_date(timezone.now()))
    except Unreadable as refusal:
        told = [
            _t("Line %(line)d: %(sentence)s") % vars(fault) if fault.line else fault.sentence
            for fault in refusal.faults[:FAULTS]
        ]
        raise RuleBroken(*told) from refusal


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.LABOUR, raise_exception=True)
def line(request: OfficerRequest, pk: int) -> HttpResponse:
    """Put a line that matched nothing to the fee of a file, wherever it is worked on, as a statement itself does."""
    found = get_object_or_404(BankLine.objects.waiting(), pk=pk)
    form = PutToFeeForm(request.POST or None)

    def run(form: PutToFeeForm) -> Page:
        fee = Fee.objects.filter(case__number=form.cleaned_data["number"]).select_related("case").first()
        if fee is None:
            raise RuleBroken(_t("No file with this number has a fee."))
        actions.put_to_fee(found, fee, by=request.user, at=timezone.now())
        return Page("labour:bank")

    return handle(request, form, run, PUT, subject=found.bank_document)
