"""Requests for permits, payments of their fees, inspections."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.cases.models import Case
from casework.common.answers import Words
from casework.common.workdays import local_date
from casework.labour.actions import inspections, payments, permits, workers
from casework.labour.forms.permits import InspectionForm, PaymentForm, RequestForm
from casework.labour.models import Category, Employer, Fee
from casework.labour.queries.fees import outstanding
from casework.labour.views.finding import find, handle

REQUEST = Words(
    _("Ask for a permit"),
    _("For one worker in one post. The worker is found by the passport, or taken in. A place is held at acceptance."),
    _("Lodge the request"), _("The request was lodged."),
)  # fmt: skip
PAYMENT = Words(
    _("Record a payment"), _("Each document of the bank once; what was paid after the last day does not count."),
    _("Record the payment"), _("The payment is on record."),
)  # fmt: skip
INSPECTION = Words(
    _("Record an inspection"), _("It cannot be changed afterwards. A violation bars new permits from its day on."),
    _("Record the inspection"), _("The inspection is on record."),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.LABOUR, raise_exception=True)
def new_request(request: OfficerRequest, number: str) -> HttpResponse:
    """Lodge a request for a permit."""
    employer, today = find(number), local_date(timezone.now())
    initial = {"received_on": today, "region": request.user.office.region_id, "months": 12}
    form = RequestForm(request.POST or None, categories=list(Category.objects.on(today)), initial=initial)

    def run(form: RequestForm) -> Case:
        by, at = request.user, timezone.now()
        worker = workers.worker_of(*form.worker, by=by, at=at)
        facts = permits.PermitFacts(**form.request)
        received_on = form.cleaned_data["received_on"]
        return permits.request_permit(employer, worker, facts, received_on=received_on, by=by, at=at)

    return handle(request, form, run, REQUEST, employer=employer)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.LABOUR, raise_exception=True)
def payment(request: OfficerRequest, number: str) -> HttpResponse:
    """Record a payment of the fee of a file."""
    case = get_object_or_404(Case.objects.visible_to(request.user), number=number)
    fee = Fee.objects.filter(case=case).first()
    if fee is None:
        raise Http404
    form = PaymentForm(
        request.POST or None, initial={"tenge": outstanding(fee) or None, "paid_on": local_date(timezone.now())}
    )

    def run(form: PaymentForm) -> Case:
        payments.record_payment(fee, payments.Paid(**form.cleaned_data), by=request.user, at=timezone.now())
        return case

    return handle(request, form, run, PAYMENT, employer=case, subject=case.number)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.INSPECT, raise_exception=True)
def new_inspection(request: OfficerRequest, number: str) -> HttpResponse:
    """Record an inspection of an employer."""
    employer = find(number)
    form = InspectionForm(request.POST or None, initial={"on": local_date(timezone.now())})

    def run(form: InspectionForm) -> Employer:
        inspections.record_inspection(employer, **form.cleaned_data, by=request.user, at=timezone.now())
        return employer

    return handle(request, form, run, INSPECTION, employer=employer)
