from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.cases.filters import CaseFilter
from casework.cases.models import Case
from casework.cases.tables import CaseTable
from casework.common.lists import listed
from casework.common.workdays import local_date


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def cases(request: OfficerRequest) -> HttpResponse:
    """The register of files in sight."""
    today = local_date(timezone.now())
    files = Case.objects.visible_to(request.user).select_related("office", "settlement_region", "applicant", "holder")
    found = CaseFilter(request.GET, files.prefetch_related("applicant__names"), today=today)
    context = {"filter": found} | listed(request, CaseTable(found.qs, today=today), found.qs)
    return render(request, "cases/cases.html", context)
