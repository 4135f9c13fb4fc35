from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.accounts.permissions import Permission
from casework.accounts.queries import OfficerRequest
from casework.common.lists import listed
from casework.quotas.queries import horizon
from casework.reports import actions
from casework.reports.catalogue import registered
from casework.reports.filters import IssueFilter
from casework.reports.models import Issue
from casework.reports.queries.repeating import repetition
from casework.reports.tables import IssueTable
from casework.reports.views.finding import may_issue, taken_out
from casework.reports.views.reports import shown


@require_safe
@permission_required(Permission.VIEW_REPORTS, raise_exception=True)
def archive(request: OfficerRequest) -> HttpResponse:
    """Every issue there is; none of them ever changes."""
    issues = Issue.objects.defer("data").select_related("schedule", "made_by").order_by("-pk")
    found = IssueFilter(request.GET, issues, request=request)
    context = {"filter": found} | listed(request, IssueTable(found.qs), found.qs)
    return render(request, "reports/archive.html", context)


@require_safe
@permission_required(Permission.VIEW_REPORTS, raise_exception=True)
def issue(request: OfficerRequest, pk: int) -> HttpResponse:
    """A report as it was frozen. Opening it is reading it."""
    found = _find(pk)
    actions.open_issue(found, by=request.user, at=timezone.now())
    receipts = found.receipts.select_related("officer").order_by("officer__username")
    context = {
        "issue": found,
        "entry": registered()[found.report],
        "receipts": receipts,
        "letters": found.letters.order_by("pk"),
        "newer": found.replaced_by.defer("data").order_by("pk"),
    } | may_issue(request)
    return render(request, "reports/issue.html", context | shown(found.edition))


@require_safe
@permission_required(Permission.VIEW_REPORTS, raise_exception=True)
def issue_file(request: OfficerRequest, pk: int, kind: str) -> HttpResponse:
    """An issue as a file, printed from what is frozen."""
    found = _find(pk)
    return taken_out(request, found.edition, kind, found.number, {"checksum": found.checksum})


@require_safe
@permission_required(Permission.VIEW_REPORTS, raise_exception=True)
def outside_file(request: OfficerRequest, pk: int, kind: str) -> HttpResponse:
    """An issue as it may leave the authority: what would tell of single persons is hidden."""
    found = _find(pk)
    return taken_out(request, found.edition_outside, kind, found.number, {"checksum": found.checksum, "outside": True})


@require_safe
@permission_required(Permission.VIEW_REPORTS, raise_exception=True)
def again(request: OfficerRequest, pk: int) -> HttpResponse:
    """An issue computed again for its day: as known when it was made, and as known now."""
    found = _find(pk)
    context = {
        "issue": found,
        "entry": registered()[found.report],
        "then": repetition(found, found.known_at),
        "now": repetition(found, horizon()),
    }
    return render(request, "reports/again.html", context)


def _find(pk: int) -> Issue:
    return get_object_or_404(Issue.objects.select_related("schedule", "made_by", "replaces"), pk=pk)
