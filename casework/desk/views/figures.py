from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.common.workdays import local_date
from casework.desk.queries.figures import figures


@require_safe
@permission_required(Permission.ASSIGN, raise_exception=True)
def office(request: OfficerRequest) -> HttpResponse:
    """How the head's office stands today; every figure leads to the list that explains it."""
    found = figures(request.user, local_date(timezone.now()))
    return render(request, "desk/office.html", {"figures": found, "office": request.user.office})
