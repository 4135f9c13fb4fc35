from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from casework.accounts.permissions import Permission
from casework.quotas.models import Order
from casework.quotas.queries import pages

RELATED = ("plan__programme", "signed_by", "countersigned_by")


@require_safe
@permission_required(Permission.VIEW_QUOTAS, raise_exception=True)
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """An order: what it moves, from what to what, and who signed it."""
    found = get_object_or_404(Order.objects.select_related(*RELATED), pk=pk)
    changes = pages.changes(found)
    context = {
        "order": found,
        "plan": found.plan,
        "lines": found.lines.select_related("source__region", "target__region"),
        "changes": changes,
        "old": sum(change.old for change in changes),
        "new": sum(change.new for change in changes),
        "sources": [source.strip() for source in found.source.split("|") if source.strip()],
    }
    return render(request, "quotas/order.html", context)
