"""Rooms changed, closed and opened again; centres closed and opened again."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from casework.accommodation.actions import closing
from casework.accommodation.forms.centres import ClosingForm, RoomForm
from casework.accommodation.forms.stays import PlainForm
from casework.accommodation.models import Centre, Room
from casework.accommodation.views.finding import find_centre, handle
from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.common.answers import Words
from casework.common.templatetags.frame import day
from casework.common.workdays import local_date

CHANGE = Words(
    gettext_lazy("Change a room"),
    gettext_lazy("Whoever sleeps there must still be admitted. More places are added; those not used are blocked."),
    gettext_lazy("Save the room"),
    gettext_lazy("The room was changed."),
)
CLOSE_ROOM = Words(
    gettext_lazy("Close a room"),
    gettext_lazy("From that day on nobody sleeps there; its places are not offered any more."),
    gettext_lazy("Close the room"),
    gettext_lazy("The room is closed from that day."),
)
OPEN_ROOM = Words(
    gettext_lazy("Open a room again"),
    gettext_lazy("Its places are offered again at once."),
    gettext_lazy("Open the room"),
    gettext_lazy("The room is in use again."),
)
CLOSE_CENTRE = Words(
    gettext_lazy("Close the centre"),
    gettext_lazy(
        "It takes nobody in any more. Families live on there up to that day, and all its rooms close by then."
    ),
    gettext_lazy("Close the centre"),
    gettext_lazy("The centre is closed from that day."),
)
OPEN_CENTRE = Words(
    gettext_lazy("Open the centre again"),
    gettext_lazy("It takes families in again. Its rooms are opened one by one."),
    gettext_lazy("Open the centre"),
    gettext_lazy("The centre is run again; open its rooms."),
)


def _find_room(request: OfficerRequest, pk: int) -> Room:
    in_sight = Room.objects.filter(centre__in=Centre.objects.visible_to(request.user))
    return get_object_or_404(in_sight.select_related("centre__office"), pk=pk)


def _button(request: HttpRequest) -> PlainForm:
    return PlainForm(request.POST if request.method == "POST" else None)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def change(request: OfficerRequest, pk: int) -> HttpResponse:
    """Change what a room is."""
    room = _find_room(request, pk)
    known = {name: getattr(room, name) for name in ("number", "floor", "is_family_room", "sex_rule", "is_accessible")}
    form = RoomForm(request.POST or None, initial={**known, "places": room.places.count()})

    def act(_given: dict[str, Any]) -> object:
        return closing.change_room(room, form.facts, by=request.user, at=timezone.now())

    return handle(request, form, act, CHANGE, room.centre, subject=_of(room))


def _of(room: Room) -> str:
    return _("room %(number)s") % {"number": room.number}


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def close(request: OfficerRequest, pk: int) -> HttpResponse:
    """Close a room."""
    room = _find_room(request, pk)
    form = ClosingForm(request.POST or None, initial={"on": local_date(timezone.now())})
    return handle(
        request, form, lambda given: closing.close_room(room, **given, by=request.user, at=timezone.now()), CLOSE_ROOM,
        room.centre, subject=_of(room),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def reopen(request: OfficerRequest, pk: int) -> HttpResponse:
    """Use a closed room again."""
    room = _find_room(request, pk)
    return handle(
        request, _button(request), lambda _given: closing.open_room_again(room, by=request.user, at=timezone.now()),
        OPEN_ROOM, room.centre, subject=_of(room), facts=[(_("Closed from"), day(room.closes_on))],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def close_centre(request: OfficerRequest, code: str) -> HttpResponse:
    """Close a centre with its rooms."""
    centre = find_centre(request, code)
    form = ClosingForm(request.POST or None, initial={"on": centre.closes_on or local_date(timezone.now())})
    return handle(
        request, form, lambda given: closing.close_centre(centre, **given, by=request.user, at=timezone.now()),
        CLOSE_CENTRE, centre,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def reopen_centre(request: OfficerRequest, code: str) -> HttpResponse:
    """Run a closed centre again."""
    centre = find_centre(request, code)
    return handle(
        request, _button(request), lambda _given: closing.open_centre_again(centre, by=request.user, at=timezone.now()),
        OPEN_CENTRE, centre, facts=[(_("Closed from"), day(centre.closes_on))],
    )  # fmt: skip
