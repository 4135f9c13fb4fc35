"""Papers of a centre: who sleeps behind which door, all residents, and a card for each of a family."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.accommodation.queries.house import house, running
from casework.accommodation.views.finding import find_centre, find_stay, trail
from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.common.workdays import local_date


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def doors(request: OfficerRequest, code: str) -> HttpResponse:
    """A list for each door: who sleeps in the room tonight."""
    centre, today = find_centre(request, code), local_date(timezone.now())
    chambers = [room for room in house(centre, today).chambers if room.persons]
    return render(request, "accommodation/doors.html", {"centre": centre, "chambers": chambers, "today": today})


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def residents(request: OfficerRequest, code: str) -> HttpResponse:
    """Everybody who sleeps in the centre tonight, by room."""
    centre, today = find_centre(request, code), local_date(timezone.now())
    guests = sorted(house(centre, today).guests, key=lambda one: (one.room.floor, one.room.number, one.pk))
    return render(request, "accommodation/residents.html", {"centre": centre, "guests": guests, "today": today})


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def cards(request: OfficerRequest, number: str) -> HttpResponse:
    """A card for each of a family, with the code that the gate reads."""
    stay = find_stay(request, number)
    gate = request.build_absolute_uri(reverse("accommodation:gate", args=[stay.centre.code]))
    context = {"stay": stay, "centre": stay.centre, "nights": running(stay), "gate": gate, "trail": trail(stay)}
    return render(request, "accommodation/cards.html", context)
