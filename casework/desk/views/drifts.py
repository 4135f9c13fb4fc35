from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.queries import timeline
from casework.audit.submissions import once
from casework.cases.actions import mends
from casework.cases.models import Drift, Mend
from casework.common.answers import answer
from casework.desk.forms.drifts import MendForm, MendSignatureForm
from casework.desk.queries import sweeps

SHOWN = 200


@require_safe
@permission_required(Permission.SIGN_ORDER, raise_exception=True)
def drifts(request: OfficerRequest) -> HttpResponse:
    """Books that differ, as the nightly recount found them."""
    context = {"recount": sweeps.last_recount(), "drifts": sweeps.open_drifts()[:SHOWN]}
    return render(request, "desk/drifts.html", context)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.SIGN_ORDER, raise_exception=True)
def drift(request: OfficerRequest, pk: int) -> HttpResponse:
    """One difference: sign its mend, or countersign the one that is signed."""
    found = get_object_or_404(Drift.objects.select_related("found", "seen"), pk=pk)
    mend = Mend.objects.filter(drift=found).select_related("drift", "proposed_by", "countersigned_by").first()
    mend = None if mend and mends.is_stale(mend) else mend
    form = (MendSignatureForm if mend else MendForm)(request.POST or None)
    if form.is_valid():
        with form.refusals():
            messages.success(request, _sign(request, found, mend, form.cleaned_data.get("reason", "")))
            return redirect("desk:drift", found.pk)
    context = {"drift": found, "mend": mend, "events": timeline(found.subject, most=20)}
    return answer(request, "desk/drift.html", "desk/_drift.html", form, context)


def _sign(request: OfficerRequest, drift: Drift, mend: Mend | None, reason: str) -> str:
    if mend is None:
        mends.propose_mend(drift, reason=reason, by=request.user, at=timezone.now())
        return _("Signed. Another quota manager countersigns it; until then nothing moves.")
    mends.countersign_mend(mend, by=request.user, at=timezone.now())
    return _("The places went back; ledger and file agree.")
