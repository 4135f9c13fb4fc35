from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.arrivals.actions import sojourns as actions
from casework.arrivals.forms.sojourns import ClearingForm, NoticeForm, SojournsForm
from casework.arrivals.models import Sojourn
from casework.arrivals.queries import sojourns as queries
from casework.arrivals.states import Clearing
from casework.arrivals.tables import OverstayTable, UnannouncedTable, WorkTable
from casework.audit.queries import timeline
from casework.audit.submissions import once
from casework.common.answers import Words, answer
from casework.common.lists import listed
from casework.common.workdays import local_date

CLEAR = Words(
    _("Clear the overstay"), _("It leaves the list of overstays; the reason stays in the timeline."), _("Clear"),
    _("The overstay is cleared."),
)  # fmt: skip
NOTICE = Words(
    _("Notice of a host"), _("What the host tells of a foreigner who stays with it."), _("Take the notice"),
    _("The notice is on record."),
)  # fmt: skip


@require_safe
@permission_required(Permission.VIEW_CROSSINGS, raise_exception=True)
def overstays(request: OfficerRequest) -> HttpResponse:
    """Foreigners who are here beyond their last day."""
    form = SojournsForm(request.GET)
    rows = queries.narrowed(queries.overstays(request.user, local_date(timezone.now())), form.asked)
    return render(request, "arrivals/overstays.html", _list(request, form, OverstayTable(rows, officer=request.user)))


@require_safe
@permission_required(Permission.VIEW_CROSSINGS, raise_exception=True)
def unannounced(request: OfficerRequest) -> HttpResponse:
    """Foreigners of whom no host told in its time."""
    form = SojournsForm(request.GET)
    rows = queries.narrowed(queries.unannounced(request.user, local_date(timezone.now())), form.asked)
    table = UnannouncedTable(rows, officer=request.user)
    return render(request, "arrivals/unannounced.html", _list(request, form, table))


def _list(request: OfficerRequest, form: SojournsForm, table: WorkTable) -> dict[str, Any]:
    return {"filter": SimpleNamespace(form=form), **listed(request, table, table.data.data)}


@require_safe
@permission_required(Permission.VIEW_CROSSINGS, raise_exception=True)
def sojourn(request: OfficerRequest, pk: int) -> HttpResponse:
    """A sojourn: how long it may last and why, who hosts, and the traveller's other sojourns."""
    found = _find(request, pk)
    context = {
        "sojourn": found, "others": queries.of_traveller(found)[:50], "notices": list(found.notices.all()),
        "was_told": queries.was_told_in_time(found), "events": timeline(f"sojourn {found.pk}"),
        "is_overstayed": found.is_overstayed_on(local_date(timezone.now())) and not found.cleared,
    }  # fmt: skip
    return render(request, "arrivals/sojourn.html", context)


def _find(request: OfficerRequest, pk: int) -> Sojourn:
    rows = Sojourn.objects.visible_to(request.user).select_related("purpose", "region", "person", "cleared_by")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.CLEAR_SOJOURNS, raise_exception=True)
def clearing(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say why somebody beyond the last day did not overstay."""
    found = _find(request, pk)
    files = queries.open_files_of(found, request.user)
    initial = {"reason": Clearing.APPLICANT, "note": ", ".join(files)} if files else {}
    form = ClearingForm(request.POST or None, initial=initial)
    if form.is_valid():
        with form.refusals():
            reason, note = Clearing(form.cleaned_data["reason"]), form.cleaned_data["note"]
            actions.clear(found, reason, note=note, by=request.user, at=timezone.now())
            messages.success(request, str(CLEAR.done))
            return redirect(found)
    return answer(request, "arrivals/act.html", "arrivals/_act.html", form, {"words": CLEAR, "sojourn": found})


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.CLEAR_SOJOURNS, raise_exception=True)
def notice(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take the notice of a host."""
    at = timezone.now()
    found, form = _find(request, pk), NoticeForm(request.POST or None, initial={"received_on": local_date(at)})
    if form.is_valid():
        with form.refusals():
            facts = {name: form.cleaned_data[name] for name in ("host", "address")}
            received_on = form.cleaned_data["received_on"]
            actions.take_notice(found, facts, received_on=received_on, by=request.user, at=at)
            messages.success(request, str(NOTICE.done))
            return redirect(found)
    return answer(request, "arrivals/act.html", "arrivals/_act.html", form, {"words": NOTICE, "sojourn": found})
