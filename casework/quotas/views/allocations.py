from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.common.lists import listed
from casework.quotas.filters import EntryFilter
from casework.quotas.models import Allocation
from casework.quotas.queries import open_holds_of, orders_of, pages
from casework.quotas.queries.outlook import outlook
from casework.quotas.tables import EntryTable, file_address

HOLDS_SHOWN = 50


@require_safe
@permission_required(Permission.VIEW_QUOTAS, raise_exception=True)
def allocation(request: OfficerRequest, pk: int) -> HttpResponse:
    """One cell of a plan with everything behind its figures."""
    found = get_object_or_404(Allocation.objects.select_related("plan__programme", "region"), pk=pk)
    context = {
        "allocation": found,
        "plan": found.plan,
        "now": timezone.now(),
        "holds": _holds(request, found),
        "orders": orders_of(found),
        "outlook": outlook(found),
    }
    return render(request, "quotas/allocation.html", context | _lines(request, found))


def _lines(request: OfficerRequest, allocation: Allocation) -> dict[str, Any]:
    found = EntryFilter(request.GET, pages.ledger(allocation))
    table = EntryTable(found.qs, allocation=allocation, officer=request.user)
    return {"filter": found} | listed(request, table, found.qs)


def _holds(request: OfficerRequest, allocation: Allocation) -> list[tuple[Any, str]]:
    """The oldest open holds, each with the address of its file."""
    held = open_holds_of(allocation)[:HOLDS_SHOWN]
    return [(hold, file_address(hold.file, allocation, request.user)) for hold in held]
