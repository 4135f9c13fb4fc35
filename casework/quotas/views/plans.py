from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.common.answers import answer
from casework.common.workdays import local_date
from casework.quotas import stages
from casework.quotas.forms.dates import MatrixForm
from casework.quotas.models import Ceiling, Plan
from casework.quotas.queries import margins, pages
from casework.quotas.states import Shown

UTILISATION, FILES = "quota-utilisation", ("xlsx", "csv", "pdf")  # of the report above that shows the same


@require_safe
@permission_required(Permission.VIEW_QUOTAS, raise_exception=True)
def plans(request: OfficerRequest) -> HttpResponse:
    """Every plan by year and programme."""
    now = timezone.now()
    may_sign = request.user.has_perm(Permission.SIGN_ORDER)
    missing = pages.to_establish(local_date(now).year) if may_sign else []
    return render(request, "quotas/plans.html", {"plans": pages.plans(), "now": now, "missing": missing})


@require_safe
@permission_required(Permission.VIEW_QUOTAS, raise_exception=True)
def plan(request: HttpRequest, programme: str, year: int) -> HttpResponse:
    """A plan as a matrix, now or as of a day."""
    has_ceilings = Exists(Ceiling.objects.filter(plan=OuterRef("pk")))
    plans = Plan.objects.select_related("programme").annotate(has_ceilings=has_ceilings)
    found = get_object_or_404(plans, programme=programme, year=year)
    form = MatrixForm(request.GET)
    form.is_valid()
    asked = form.asked
    demands = {} if any(asked.values()) else stages.told().demands(found)
    context = {
        "plan": found,
        "demands": demands,
        "demand": sum(demands.values()),
        "matrix": pages.matrix(found, **asked, with_set=form.shown == Shown.SET),
        "shown": form.shown,
        "shown_words": Shown(form.shown).label,
        "slider": slider(found, asked["as_of"] or local_date(timezone.now())),
        "as_of": asked["as_of"] or timezone.now(),
        "is_dated": any(asked.values()),
        "of_the_day": f"?{urlencode(form.question)}" if form.question else "",
        "files": report_files(found, asked["as_of"]) if request.user.has_perm(Permission.VIEW_REPORTS) else [],
        "margins": margins(found, **asked) if getattr(found, "has_ceilings", False) else [],
        "orders": found.orders.order_by("-in_force_from", "-pk"),
    }
    return answer(request, "quotas/plan.html", "quotas/_matrix.html", form, context)


def slider(plan: Plan, day: date) -> dict[str, Any]:
    """The days of a year as a line to move along: where it begins, how long it is, where it stands."""
    since = date(plan.year, 1, 1)
    days = (date(plan.year, 12, 31) - since).days
    return {"since": since, "days": days, "at": min(max((day - since).days, 0), days), "day": day}


def report_files(plan: Plan, as_of: date | None) -> list[tuple[str, str]]:
    """The same figures as files, where reports are made: what a file is called, and its address."""
    asked = urlencode({"programme": plan.programme_id, "year": plan.year} | ({"as_of": as_of} if as_of else {}))
    try:
        return [(kind.upper(), f"{reverse('reports:report_file', args=[UTILISATION, kind])}?{asked}") for kind in FILES]
    except NoReverseMatch:
        return []
