from collections.abc import Iterable
from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.quotas.forms.whatif import WhatIfForm
from casework.quotas.models import Allocation, Plan
from casework.quotas.queries.proposals import proposal as proposed
from casework.quotas.queries.proposals import what_if
from casework.quotas.states import OrderKind

Line = tuple[Allocation, Allocation, int]


@require_safe
@permission_required(Permission.VIEW_QUOTAS, raise_exception=True)
def proposal(request: OfficerRequest, programme: str, year: int) -> HttpResponse:
    """Which free places should move by the forecasts, and what a move of one's own would change."""
    plan = get_object_or_404(Plan.objects.select_related("programme"), programme=programme, year=year)
    found = proposed(plan)
    form = WhatIfForm(request.GET if "places" in request.GET else None, plan=plan)
    given = form.cleaned_data if form.is_valid() else {}
    lines = [(one.source, one.target, one.places) for one in found.suggestions]
    context = {
        "plan": plan, "proposal": found, "form": form, "sides": what_if(**given) if given else [],
        "draft_href": draft_href(plan, lines),
        "own_href": draft_href(plan, [(given["source"], given["target"], given["places"])]) if given else "",
    }  # fmt: skip
    return render(request, "quotas/proposal.html", context, status=422 if form.errors else 200)


def draft_href(plan: Plan, lines: Iterable[Line]) -> str:
    """The page that drafts an order, with these lines filled in."""
    listed = list(lines)
    asked: dict[str, object] = {"kind": OrderKind.REDISTRIBUTE.value, "count": len(listed)}
    for n, (source, target, places) in enumerate(listed):
        asked |= {f"source_{n}": source.pk, f"target_{n}": target.pk, f"places_{n}": places}
    return f"{reverse('quotas:new_order', args=[plan.programme_id, plan.year])}?{urlencode(asked)}"
