"""Employers worth a look, and the open page of places left."""

from django.contrib.auth.decorators import login_not_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.common.workdays import local_date
from casework.labour.queries.look import worth_a_look
from casework.labour.queries.openly import places_left

SHOWN = 100


@require_safe
@permission_required(Permission.VIEW_LABOUR, raise_exception=True)
def looks(request: OfficerRequest) -> HttpResponse:
    """Employers with a reason to look into them, the most reasons first."""
    today = local_date(timezone.now())
    found = worth_a_look(today)
    context = {"looks": found[:SHOWN], "number": len(found), "shown": SHOWN, "on": today}
    return render(request, "labour/looks.html", context)


@require_safe
@login_not_required
@never_cache
def places(request: HttpRequest) -> HttpResponse:
    """Open to everybody: places left by region and category, with the time of the figure."""
    return render(request, "labour/places.html", {"places": places_left(timezone.now())})
