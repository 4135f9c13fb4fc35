from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from casework.accommodation.actions import stays
from casework.accommodation.forms.stays import EndForm, StayForm, StepsForm
from casework.accommodation.models import Centre, Stay
from casework.accommodation.queries import family_of
from casework.accommodation.queries import step_free as who_needs
from casework.accommodation.queries.families import asking, household_by
from casework.accommodation.queries.settling import asks_next_step
from casework.accommodation.states import State
from casework.accommodation.views.finding import find_centre, find_stay, handle, may_manage, trail
from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.queries import timeline
from casework.audit.submissions import once
from casework.common.answers import Words, answer
from casework.common.errors import RuleBroken
from casework.common.workdays import local_date

OPEN = Words(
    gettext_lazy("Put a family on the list"),
    gettext_lazy("Its file or its status entitles it to a place; it waits in the order of asking."),
    gettext_lazy("Put on the list"),
    gettext_lazy("The family is on the list; give it places when they are free."),
)
STEPS = Words(
    gettext_lazy("Who cannot climb steps"),
    gettext_lazy("A room without steps is looked for. Nothing more is written down about it."),
    gettext_lazy("Save"),
    gettext_lazy("It is noted who cannot climb steps."),
)
END = Words(
    gettext_lazy("Take the family off the list"),
    gettext_lazy("Nobody of it has a place here. The stay ends today."),
    gettext_lazy("End the stay"),
    gettext_lazy("The stay ended."),
)


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def stay(request: OfficerRequest, number: str) -> HttpResponse:
    """A family's time in a centre: who sleeps where, until when, and what can be done now."""
    found, today = find_stay(request, number), local_date(timezone.now())
    rows = found.assignments.select_related("person", "room", "place").prefetch_related("person__names")
    nights = list(rows.order_by("nights", "person__born_on"))
    states = {one.state for one in nights if one.is_running}
    persons = family_of(found, found.ended_on or today)
    placed = {one.person_id for one in nights if one.is_running}
    needing = who_needs(found)
    context = {
        "step_free": [person for person in persons if person.pk in needing],
        "stay": found, "centre": found.centre, "nights": nights, "persons": persons, "trail": trail(found)[:1],
        "without": [person for person in persons if person.pk not in placed], "today": today,
        "is_expected": State.PLANNED in states, "is_in": State.IN in states,
        "asks_next_step": found.is_open and asks_next_step(found),
        "may_manage": may_manage(request, found.centre), "events": timeline(number, most=30),
    }  # fmt: skip
    return render(request, "accommodation/stay.html", context)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def new_stay(request: OfficerRequest, code: str) -> HttpResponse:
    """Put a family on the waiting list of a centre."""
    centre, today = find_centre(request, code), local_date(timezone.now())
    initial = {"asked_on": today, "family": request.GET.get("family", "")[:20]}
    form = StayForm(request.POST or None, initial=initial)
    if form.is_valid():
        with form.refusals():
            made = _opened(centre, form.cleaned_data, request)
            messages.success(request, str(OPEN.done))
            return redirect(made)
    candidates = asking(centre, request.user, today)[:25]
    context = {"words": OPEN, "back": centre, "trail": trail(centre), "candidates": candidates, "centre": centre}
    return answer(request, "accommodation/new_stay.html", "accommodation/_new_stay.html", form, context)


def _opened(centre: Centre, given: dict[str, Any], request: OfficerRequest) -> Stay:
    household = household_by(given.pop("family"), request.user)
    if household is None:
        raise RuleBroken(_("No file in your sight has this number. Look at the number again, or ask for the file."))
    return stays.open_stay(centre, household, **given, by=request.user, at=timezone.now())


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def step_free(request: OfficerRequest, number: str) -> HttpResponse:
    """Note who of a family cannot climb steps."""
    found = find_stay(request, number)
    form = StepsForm(
        request.POST if request.method == "POST" else None, persons=family_of(found, local_date(timezone.now())),
        initial={"persons": sorted(who_needs(found))},
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        return stays.note_step_free(found, given["persons"], by=request.user, at=timezone.now())

    return handle(request, form, act, STEPS, found)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def end(request: OfficerRequest, number: str) -> HttpResponse:
    """End a stay in which nobody has a place."""
    found, form = find_stay(request, number), EndForm(request.POST or None)
    return handle(
        request, form, lambda given: stays.end_stay(found, **given, by=request.user, at=timezone.now()), END, found
    )


def usual_nights(stay: Stay, today: date, ahead: int) -> tuple[date, date]:
    """For which nights places are looked for at first: up to the last day covered, else so many days."""
    until = stay.entitled_until or today + timedelta(days=ahead)
    return today, max(until, today + timedelta(days=1))
