"""Workers without a permit, trips of permit holders, and families who stay with them."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.common.answers import Words
from casework.common.workdays import local_date
from casework.labour.actions import outside as actions
from casework.labour.actions import workers
from casework.labour.forms.outside import ExemptForm, FamilyForm, TripForm
from casework.labour.models import Category, Employer, Permit
from casework.labour.views.finding import find, handle

EXEMPT = Words(
    _("Record a worker without a permit"), _("Outside every quota, and counted all the same."),
    _("Record the worker"), _("The worker is on record."),
)  # fmt: skip
TRIP = Words(
    _("Record a trip"), _("To another region than that of the permit; ninety days of a calendar year at most."),
    _("Record the trip"), _("The trip is on record."),
)  # fmt: skip
FAMILY = Words(
    _("Attach a member of the family"), _("Spouse or child; the stay ends with the permit at the latest."),
    _("Attach"), _("The member of the family is on record."),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.LABOUR, raise_exception=True)
def new_exempt(request: OfficerRequest, number: str) -> HttpResponse:
    """Record a foreigner who works without a permit."""
    employer, today = find(number), local_date(timezone.now())
    initial = {"since": today, "region": request.user.office.region_id}
    form = ExemptForm(request.POST or None, categories=list(Category.objects.on(today)), initial=initial)

    def run(form: ExemptForm) -> Employer:
        by, at = request.user, timezone.now()
        person = workers.worker_of(*form.worker, by=by, at=at)
        actions.record_exempt(employer, person, **form.facts, by=by, at=at)
        return employer

    return handle(request, form, run, EXEMPT, employer=employer)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.LABOUR, raise_exception=True)
def new_trip(request: OfficerRequest, number: str) -> HttpResponse:
    """Record a trip of a permit holder."""
    permit = _find(request, number)
    form = TripForm(request.POST or None)

    def run(form: TripForm) -> Permit:
        actions.record_trip(permit, **form.cleaned_data, by=request.user, at=timezone.now())
        return permit

    return handle(request, form, run, TRIP, employer=permit, subject=permit.number)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.LABOUR, raise_exception=True)
def new_family(request: OfficerRequest, number: str) -> HttpResponse:
    """Attach a spouse or child to a permit."""
    permit = _find(request, number)
    form = FamilyForm(request.POST or None, initial={"since": local_date(timezone.now())})

    def run(form: FamilyForm) -> Permit:
        by, at = request.user, timezone.now()
        person = workers.worker_of(*form.worker, by=by, at=at)
        actions.attach_family(permit, person, **form.facts, by=by, at=at)
        return permit

    return handle(request, form, run, FAMILY, employer=permit, subject=permit.number)


def _find(request: OfficerRequest, number: str) -> Permit:
    return get_object_or_404(Permit.objects.visible_to(request.user), number=number)
