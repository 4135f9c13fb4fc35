"""A permit after its issue: its page, what becomes of it, its renewal and its replacement."""

from collections.abc import Callable

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.cases.models import Case
from casework.common.answers import Words
from casework.common.workdays import local_date
from casework.labour.actions import changes, following, workers
from casework.labour.forms.afterwards import ReasonForm, RenewalForm, ReplacementForm
from casework.labour.models import Permit
from casework.labour.queries.afterwards import shown
from casework.labour.states import CHANGES, PermitState
from casework.labour.views.finding import handle

Change = Callable[..., Permit]

KINDS: dict[str, tuple[Change, Words]] = {
    PermitState.SUSPENDED: (changes.suspend, Words(
        _("Suspend the permit"), _("The worker may not work until it is restored; its end stays the same."),
        _("Suspend the permit"), _("The permit is suspended."), is_danger=True,
    )),
    PermitState.RESTORED: (changes.restore, Words(
        _("Restore the permit"), _("It is in force again, to the same end."), _("Restore the permit"),
        _("The permit is in force again."),
    )),
    PermitState.REVOKED: (changes.revoke, Words(
        _("Revoke the permit"), _("It ends today, for good. Another officer than its registrar does this."),
        _("Revoke the permit"), _("The permit is revoked."), is_danger=True,
    )),
    PermitState.SURRENDERED: (changes.surrender, Words(
        _("Record that the permit was surrendered"), _("The employer gave it back. It ends today, for good."),
        _("Record the surrender"), _("The permit is surrendered."), is_danger=True,
    )),
}  # fmt: skip
RENEWAL = Words(
    _("Ask for a renewal"),
    _("For the same worker in the same post. Decided in three working days; its term begins the day after the old."),
    _("Lodge the request"), _("The request for a renewal was lodged."),
)  # fmt: skip
REPLACEMENT = Words(
    _("Replace the worker"),
    _("Another worker for the same post and the rest of the term. Decided in five working days, without a second fee."),
    _("Lodge the request"), _("The request for a replacement was lodged."),
)  # fmt: skip


@require_safe
@permission_required(Permission.VIEW_LABOUR, raise_exception=True)
def permit(request: OfficerRequest, number: str) -> HttpResponse:
    """A permit whole: what it says, how it stands, what became of it, what it carries on."""
    found, today = _find(request, number), local_date(timezone.now())
    may_write = request.user.has_perm(Permission.LABOUR) and request.user.office_id == found.case.office_id
    context = shown(found, today, request.user) | {"permit": found, "may_write": may_write}
    buttons = [(kind, KINDS[kind][1].heading) for kind in KINDS if found.state in CHANGES[kind]]
    return render(request, "labour/permit.html", {**context, "changes": buttons})


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.LABOUR, raise_exception=True)
def change(request: OfficerRequest, number: str, kind: str) -> HttpResponse:
    """Write down what becomes of a permit."""
    found = _find(request, number)
    if kind not in KINDS:
        raise Http404
    action, words = KINDS[kind]
    form = ReasonForm(request.POST or None)

    def run(form: ReasonForm) -> Permit:
        return action(found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())

    return handle(request, form, run, words, employer=found, subject=found.number)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.LABOUR, raise_exception=True)
def renewal(request: OfficerRequest, number: str) -> HttpResponse:
    """Lodge a request to renew a permit."""
    found = _find(request, number)
    initial = {"received_on": local_date(timezone.now()), "months": 12}
    form = RenewalForm(request.POST or None, initial=initial)

    def run(form: RenewalForm) -> Case:
        return following.ask_renewal(found, **form.cleaned_data, by=request.user, at=timezone.now())

    return handle(request, form, run, RENEWAL, employer=found, subject=found.number)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.LABOUR, raise_exception=True)
def replacement(request: OfficerRequest, number: str) -> HttpResponse:
    """Lodge a request to let another worker take over the post."""
    found = _find(request, number)
    form = ReplacementForm(request.POST or None, initial={"received_on": local_date(timezone.now())})

    def run(form: ReplacementForm) -> Case:
        by, at = request.user, timezone.now()
        worker = workers.worker_of(*form.worker, by=by, at=at)
        return following.ask_replacement(found, worker, **form.brought, by=by, at=at)

    return handle(request, form, run, REPLACEMENT, employer=found, subject=found.number)


def _find(request: OfficerRequest, number: str) -> Permit:
    facts = (
        "case__permit_request", "case__office", "employer", "private_employer", "person", "region", "previous",
    )  # fmt: skip
    seen = Permit.objects.visible_to(request.user).select_related(*facts)
    return get_object_or_404(seen.prefetch_related("person__names"), number=number)
