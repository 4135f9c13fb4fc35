from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.common.lists import listed
from casework.common.workdays import local_date
from casework.quotas.filters import EntryFilter
from casework.quotas.forms.dates import DatedForm
from casework.quotas.models import Allocation
from casework.quotas.queries import cell_of, open_holds_of, orders_of, pages
from casework.quotas.queries.outlook import fan, outlook
from casework.quotas.stages import Queued, told
from casework.quotas.tables import EntryTable, file_address

HOLDS_SHOWN = 50
COUNTERS = ("limit", "held", "used")


@require_safe
@permission_required(Permission.VIEW_QUOTAS, raise_exception=True)
def allocation(request: OfficerRequest, pk: int) -> HttpResponse:
    """One cell of a plan with everything behind its figures, now or as of a day."""
    found = get_object_or_404(Allocation.objects.select_related("plan__programme", "region"), pk=pk)
    form = DatedForm(request.GET)
    form.is_valid()
    asked = form.asked
    context = {
        "allocation": found,
        "plan": found.plan,
        "dates": form,
        "is_dated": any(asked.values()),
        "as_of": asked["as_of"] or timezone.now(),
        "places": cell_of(found, **asked),
        "behind": {name: f"?{urlencode({'figure': f'd_{name}'} | form.question)}#ledger" for name in COUNTERS},
        "holds": _holds(request, found, asked),
        "orders": orders_of(found, **asked),
    }
    if not context["is_dated"]:
        context |= _ahead(request, found)
    return render(request, "quotas/allocation.html", context | _lines(request, found, asked))


def _ahead(request: OfficerRequest, allocation: Allocation) -> dict[str, Any]:
    """What only the present has: the forecast, and who waits."""
    found = outlook(allocation)
    forecast = found.forecast if found else None
    queue = told().queue(allocation, local_date(timezone.now()))

    def with_address(lines: Iterable[Queued]) -> list[tuple[Queued, str]]:
        return [(one, file_address(one.file, allocation, request.user)) for one in lines]

    return {
        "outlook": found, "forecast": forecast, "fan": fan(allocation, forecast) if forecast else [], "queue": queue,
        "offered": with_address(queue.offered), "waiting": with_address(queue.waiting[:HOLDS_SHOWN]),
    }  # fmt: skip


def _lines(request: OfficerRequest, allocation: Allocation, asked: dict[str, Any]) -> dict[str, Any]:
    found = EntryFilter(request.GET, pages.ledger(allocation, **asked))
    table = EntryTable(found.qs, allocation=allocation, officer=request.user)
    return {"filter": found} | listed(request, table, found.qs)


def _holds(request: OfficerRequest, allocation: Allocation, asked: dict[str, Any]) -> list[tuple[Any, str]]:
    """The oldest open holds, each with the address of its file."""
    held = open_holds_of(allocation, **asked)[:HOLDS_SHOWN]
    return [(hold, file_address(hold.file, allocation, request.user)) for hold in held]
