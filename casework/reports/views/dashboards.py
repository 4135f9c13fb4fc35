from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.accounts.queries import OfficerRequest
from casework.common.workdays import local_date
from casework.reports.dashboards import DASHBOARDS
from casework.reports.queries.boards import boards_of, panels


@require_safe
def dashboards(request: OfficerRequest) -> HttpResponse:
    """The first dashboard of the officer's work."""
    mine = boards_of(request.user)
    if not mine:
        raise PermissionDenied
    return redirect("reports:dashboard", mine[0].slug)


@require_safe
def dashboard(request: OfficerRequest, slug: str) -> HttpResponse:
    """Charts with their tables, of today: for the officer's region, or for the country."""
    board = next((each for each in DASHBOARDS if each.slug == slug), None)
    if board is None:
        raise Http404
    if not request.user.has_perm(board.permission):
        raise PermissionDenied
    shown = panels(board, request.user, local_date(timezone.now()))
    context = {"board": board, "boards": boards_of(request.user), "panels": shown, "office": request.user.office}
    return render(request, "reports/dashboard.html", context)
