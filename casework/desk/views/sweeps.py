from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.common.sweeps import registered
from casework.desk.actions import sweeps as actions
from casework.desk.queries import sweeps

PARKED_SHOWN = 200


@require_safe
@permission_required(Permission.VIEW_SWEEPS, raise_exception=True)
def standing(request: OfficerRequest) -> HttpResponse:
    """The work that waits: every sweep with its last run, what is parked, and what the recount found."""
    context = {
        "sweeps": sweeps.standings(timezone.now()),
        "parked": sweeps.parked()[:PARKED_SHOWN],
        "labels": {name: sweep.label for name, sweep in registered().items()},
        "recount": sweeps.last_recount(),
        "drifts": sweeps.open_drifts()[:PARKED_SHOWN],
        "may_run": request.user.has_perm(Permission.RUN_SWEEPS),
    }
    return render(request, "desk/sweeps.html", context)


@require_POST
@once
@permission_required(Permission.RUN_SWEEPS, raise_exception=True)
def waking(request: OfficerRequest, name: str) -> HttpResponse:
    """Have a sweep run now."""
    found = registered().get(name)
    if found is None:
        raise Http404
    actions.wake(found, by=request.user, at=timezone.now())
    messages.success(request, _("“%(sweep)s” was woken; it runs within a minute.") % {"sweep": found.label})
    return redirect("desk:sweeps")


@require_POST
@once
@permission_required(Permission.RUN_SWEEPS, raise_exception=True)
def another_try(request: OfficerRequest, pk: int) -> HttpResponse:
    """Have a parked subject tried again."""
    actions.run_again(pk, by=request.user, at=timezone.now())
    messages.success(request, _("It is tried again within a minute."))
    return redirect("desk:sweeps")
