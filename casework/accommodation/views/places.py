"""Who sleeps where: places given, moved, kept for longer, given back; arrivals and departures."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from casework.accommodation.actions import arrivals, places
from casework.accommodation.forms.stays import ArrivalForm, MoveForm, NightsForm, PlacesForm, PlainForm, UntilForm
from casework.accommodation.models import Stay
from casework.accommodation.queries import entitled_until, family_of, step_free
from casework.accommodation.queries.beds import Bed
from casework.accommodation.queries.free import offers
from casework.accommodation.queries.house import running
from casework.accommodation.queries.proposals import proposed
from casework.accommodation.states import State
from casework.accommodation.views.finding import find_assignment, find_stay, handle, trail
from casework.accommodation.views.stays import usual_nights
from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.common.answers import Words, answer
from casework.common.workdays import local_date
from casework.people.models import Person
from casework.reference.queries import FigureMissing, whole

AHEAD = 30
"""Days proposed where no figure says it."""

PLACE = Words(
    gettext_lazy("Give places"),
    gettext_lazy(
        "Choose the nights first; then a place for each person. An infant may lie in a cot beside the others."
    ),
    gettext_lazy("Give these places"),
    gettext_lazy("The family has its places; it is expected on the day of arrival."),
)
CHECK_IN = Words(
    gettext_lazy("The family arrived"),
    gettext_lazy("Its nights begin on the day on which it came."),
    gettext_lazy("Arrived"),
    gettext_lazy("The family is in the house."),
)
LEAVE = Words(
    gettext_lazy("The family left"),
    gettext_lazy("The night of that day is slept elsewhere. With nobody left the stay ends."),
    gettext_lazy("Left"),
    gettext_lazy("The departure was recorded."),
)
MOVE = Words(
    gettext_lazy("Move to another place"),
    gettext_lazy("The old place is free from the night of that day, and the new one taken, at once."),
    gettext_lazy("Move"),
    gettext_lazy("The person was moved."),
)
LENGTHEN = Words(
    gettext_lazy("Keep the places for longer"),
    gettext_lazy("As far as the family is entitled to stay, and nobody else was promised the places."),
    gettext_lazy("Keep them"),
    gettext_lazy("The places are kept for longer."),
)
CANCEL = Words(
    gettext_lazy("Take the places back"),
    gettext_lazy("They are free again, and the family waits for others."),
    gettext_lazy("Take them back"),
    gettext_lazy("The places were taken back."),
    is_danger=True,
)
MISS = Words(
    gettext_lazy("The family did not come"),
    gettext_lazy("Its places are free again, and with nobody in the house its stay ends."),
    gettext_lazy("Did not come"),
    gettext_lazy("The places are free again."),
    is_danger=True,
)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def new_places(request: OfficerRequest, number: str) -> HttpResponse:
    """Give members of a family their places."""
    stay = find_stay(request, number)
    nights = _nights(request, stay)
    since, until = nights.cleaned_data["since"], nights.cleaned_data["until"]
    found = offers(stay, since, until, with_shorter=True)
    persons = _without_place(stay, since, until)
    hint = proposed(persons, found, since, step_free=step_free(stay))
    initial = {"since": since, "until": until, **{PlacesForm.name_of(one): hint.beds.get(one.pk) for one in persons}}
    form = PlacesForm(request.POST or None, persons=persons, offers=found, on=since, initial=initial)
    if form.is_valid():
        with form.refusals():
            places.place(stay, form.beds, since=since, until=until, by=request.user, at=timezone.now())
            messages.success(request, str(PLACE.done))
            return redirect(stay)
    context = {
        "words": PLACE,
        "back": stay,
        "trail": trail(stay),
        "stay": stay,
        "nights": nights,
        "offers": found,
        "hint": hint,
    }
    return answer(request, "accommodation/places.html", "accommodation/_places.html", form, context)


def _nights(request: OfficerRequest, stay: Stay) -> NightsForm:
    """The nights of the form that was sent, of the address, or the usual ones; whatever cannot be read is not used."""
    today = local_date(timezone.now())
    since, until = usual_nights(stay, today, whole("office.centre_ahead", today) or AHEAD)
    if stay.grant_id and stay.entitled_until is None:
        until = _entitled(stay, since) or until
    usual = {"since": since.isoformat(), "until": until.isoformat()}
    asked = request.POST if "since" in request.POST else request.GET
    form = NightsForm({name: asked.get(name, usual[name]) for name in usual})
    if form.is_valid() and form.cleaned_data["since"] < form.cleaned_data["until"]:
        return form
    form = NightsForm(usual)
    form.is_valid()
    return form


def _entitled(stay: Stay, since: date) -> date | None:
    try:
        return entitled_until(stay.kind, since)
    except FigureMissing:
        return None


def _without_place(stay: Stay, since: date, until: date) -> list[Person]:
    """Members of the family who have no place on these nights."""
    placed = {one.person_id for one in running(stay) if one.since < until and since < one.until}
    return [person for person in family_of(stay, since) if person.pk not in placed]


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def arrival(request: OfficerRequest, number: str) -> HttpResponse:
    """Note that a family came."""
    stay = find_stay(request, number)
    form = _who(request, stay, State.PLANNED)
    return handle(
        request, form, lambda given: arrivals.check_in(stay, **given, by=request.user, at=timezone.now()), CHECK_IN,
        stay,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def departure(request: OfficerRequest, number: str) -> HttpResponse:
    """Note that a family left."""
    stay = find_stay(request, number)
    form = _who(request, stay, State.IN)
    return handle(
        request, form, lambda given: arrivals.leave(stay, **given, by=request.user, at=timezone.now()), LEAVE, stay
    )


def _who(request: OfficerRequest, stay: Stay, state: State) -> ArrivalForm:
    nights = [one for one in running(stay) if one.state == state]
    return ArrivalForm(request.POST or None, nights=nights, initial={"on": local_date(timezone.now())})


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def removal(request: OfficerRequest, pk: int) -> HttpResponse:
    """Move one person to another place."""
    one = find_assignment(request, pk)
    stay, person = one.stay, one.person
    if stay is None or person is None or not one.is_running:
        raise Http404
    today = local_date(timezone.now())
    found = offers(stay, max(today, one.since), one.until, without=[one.pk]) if today < one.until else []
    form = MoveForm(request.POST or None, offers=found, initial={"on": max(today, one.since)})

    def act(given: dict[str, Any]) -> object:
        bed = Bed(person, form.chosen.room, form.chosen.place)
        return places.move(one, bed, on=given["on"], by=request.user, at=timezone.now())

    return handle(request, form, act, MOVE, stay, subject=person)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def longer(request: OfficerRequest, number: str) -> HttpResponse:
    """Let a family keep its places."""
    stay = find_stay(request, number)
    form = UntilForm(request.POST or None, initial={"until": stay.entitled_until})
    return handle(
        request, form, lambda given: places.lengthen(stay, **given, by=request.user, at=timezone.now()), LENGTHEN, stay
    )


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def cancellation(request: OfficerRequest, number: str) -> HttpResponse:
    """Take back the places that are planned for a family."""
    stay = find_stay(request, number)
    return handle(
        request, _button(request), lambda _given: arrivals.cancel(stay, by=request.user, at=timezone.now()), CANCEL,
        stay, consequences=_consequences(stay),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def absence(request: OfficerRequest, number: str) -> HttpResponse:
    """Note that a family did not come."""
    stay = find_stay(request, number)
    return handle(
        request, _button(request), lambda _given: arrivals.miss(stay, by=request.user, at=timezone.now()), MISS, stay,
        consequences=_consequences(stay),
    )  # fmt: skip


def _button(request: OfficerRequest) -> PlainForm:
    return PlainForm(request.POST if request.method == "POST" else None)


def _consequences(stay: Stay) -> list[tuple[int, str]]:
    count = sum(one.state == State.PLANNED for one in running(stay))
    return [(count, _("places planned for this family are free again."))]
