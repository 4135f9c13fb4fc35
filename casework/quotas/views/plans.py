from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.accounts.permissions import Permission
from casework.common.answers import answer
from casework.quotas.forms import AsOfForm
from casework.quotas.models import Plan
from casework.quotas.queries import pages


@require_safe
@permission_required(Permission.VIEW_QUOTAS, raise_exception=True)
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan by year and programme."""
    return render(request, "quotas/plans.html", {"plans": pages.plans(), "now": timezone.now()})


@require_safe
@permission_required(Permission.VIEW_QUOTAS, raise_exception=True)
def plan(request: HttpRequest, programme: str, year: int) -> HttpResponse:
    """A plan as a matrix, now or as of a day."""
    found = get_object_or_404(Plan.objects.select_related("programme"), programme=programme, year=year)
    form = AsOfForm(request.GET if request.GET.get("as_of") else None)
    as_of = form.cleaned_data["as_of"] if form.is_valid() else None
    context = {
        "plan": found,
        "matrix": pages.matrix(found, as_of=as_of),
        "as_of": as_of or timezone.now(),
        "is_dated": as_of is not None,
        "orders": found.orders.order_by("-in_force_from", "-pk"),
    }
    return answer(request, "quotas/plan.html", "quotas/_matrix.html", form, context)
