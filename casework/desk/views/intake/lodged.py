from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.cases.models import Case
from casework.cases.procedures import procedure
from casework.cases.queries import checklist


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def lodged(request: OfficerRequest, number: str) -> HttpResponse:
    """The receipt: number, due date and why, who applied, which papers were handed in and which are missing."""
    cases = Case.objects.visible_to(request.user).select_related("office", "applicant", "registered_by")
    case = get_object_or_404(cases.prefetch_related("applicant__names"), number=number)
    papers = checklist(case)
    context = {
        "case": case,
        "procedure": procedure(case.procedure),
        "members": case.members.select_related("person").prefetch_related("person__names"),
        "received": [paper for paper in papers if not paper.is_missing],
        "missing": [paper for paper in papers if paper.is_missing],
    }
    return render(request, "desk/intake/lodged.html", context)
