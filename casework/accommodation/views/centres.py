from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from casework.accommodation.actions import blocks, centres
from casework.accommodation.forms.centres import BlockForm, CentreForm, RoomForm, UnblockForm
from casework.accommodation.models import Centre, Place, PublishedCentre
from casework.accommodation.queries import board as boards
from casework.accommodation.queries import house as houses
from casework.accommodation.queries.occupancy import overview
from casework.accommodation.queries.proposals import turns
from casework.accommodation.queries.waiting import waiting
from casework.accommodation.views.finding import find_assignment, find_centre, handle, may_manage
from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.queries import timeline
from casework.audit.submissions import once
from casework.common.answers import Words, answer
from casework.common.workdays import local_date
from casework.reference.queries import whole

CENTRE = Words(
    gettext_lazy("Enter a centre"),
    gettext_lazy("A house that your office runs. Its rooms are entered next."),
    gettext_lazy("Save the centre"),
    gettext_lazy("The centre was entered; now enter its rooms."),
)
ROOM = Words(
    gettext_lazy("Enter a room"),
    gettext_lazy("Its places are numbered from 1."),
    gettext_lazy("Save the room"),
    gettext_lazy("The room was entered."),
)
BLOCK = Words(
    gettext_lazy("Block a place"),
    gettext_lazy("Nobody can be given it on these nights."),
    gettext_lazy("Block the place"),
    gettext_lazy("The place is blocked."),
)
UNBLOCK = Words(
    gettext_lazy("Let a place be used again"),
    gettext_lazy("From that day on it is free."),
    gettext_lazy("Lift the block"),
    gettext_lazy("The place is free again."),
)


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def all_centres(request: OfficerRequest) -> HttpResponse:
    """Every centre in sight with its occupancy and the nights to come, and what was published of others."""
    today = local_date(timezone.now())
    context = {
        "rows": overview(request.user, today),
        "published": PublishedCentre.objects.select_related("region"),
        "may_enter": request.user.has_perm(Permission.MANAGE_CENTRE),
    }
    return render(request, "accommodation/centres.html", context)


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def centre(request: OfficerRequest, code: str) -> HttpResponse:
    """A centre today: what it holds, who is there, who comes and goes."""
    found, today = find_centre(request, code), local_date(timezone.now())
    home = houses.house(found, today)
    came, left = houses.week(found, today)
    context = {
        "centre": found, "house": home, "people": houses.people(home.guests, today), "came": came, "left": left,
        "waiting": waiting(found), "may_manage": may_manage(request, found), "events": timeline(code, most=5),
    }  # fmt: skip
    return render(request, "accommodation/centre.html", context)


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def waiting_list(request: OfficerRequest, code: str) -> HttpResponse:
    """Who waits, in order; the first whose whole family fits, and why the others are not offered anything."""
    found, today = find_centre(request, code), local_date(timezone.now())
    until = today + timedelta(days=whole("office.centre_ahead", today) or 30)
    context = {
        "centre": found, "turns": turns(found, today, until), "until": until, "may_manage": may_manage(request, found),
    }  # fmt: skip
    return render(request, "accommodation/waiting.html", context)


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def board(request: OfficerRequest, code: str) -> HttpResponse:
    """Rooms and places down, sixty nights across."""
    since = _day(request.GET.get("since", "")) or local_date(timezone.now())
    found = boards.board(code, request.user, since)
    if found is None:
        raise Http404
    step = timedelta(days=30)
    context = {"board": found, "centre": found.centre, "since": since, "back": since - step, "on": since + step}
    return render(request, "accommodation/board.html", context)


def _day(text: str) -> date | None:
    """A day as the address gives it; None for anything else."""
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return found if found and 1900 <= found.year <= 2100 else None


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def new_centre(request: OfficerRequest) -> HttpResponse:
    """Enter a centre of the officer's own office."""
    form = CentreForm(request.POST or None)
    if form.is_valid():
        with form.refusals():
            made = centres.open_centre(
                **form.cleaned_data, office=request.user.office, by=request.user, at=timezone.now()
            )
            messages.success(request, str(CENTRE.done))
            return redirect(made)
    context = {"words": CENTRE, "trail": []}
    return answer(request, "accommodation/act.html", "accommodation/_act.html", form, context)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def new_room(request: OfficerRequest, code: str) -> HttpResponse:
    """Enter a room with its places."""
    found, form = find_centre(request, code), RoomForm(request.POST or None)
    return handle(
        request, form, lambda _given: centres.add_room(found, form.facts, by=request.user, at=timezone.now()), ROOM,
        found,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def block(request: OfficerRequest, pk: int) -> HttpResponse:
    """Keep a place empty for a while."""
    in_sight = Place.objects.filter(room__centre__in=Centre.objects.visible_to(request.user))
    place = get_object_or_404(in_sight.select_related("room__centre__office"), pk=pk)
    today = local_date(timezone.now())
    form = BlockForm(request.POST or None, initial={"since": today, "until": today + timedelta(days=7)})
    subject = _("place %(place)s") % {"place": place}

    def act(given: dict[str, object]) -> object:
        return blocks.block(place, **given, by=request.user, at=timezone.now())  # type: ignore[arg-type]

    return handle(request, form, act, BLOCK, place.room.centre, subject=subject)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def unblock(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let a blocked place be used again."""
    found = find_assignment(request, pk)
    if not found.is_block:
        raise Http404
    form = UnblockForm(request.POST or None, initial={"on": local_date(timezone.now())})
    subject = _("place %(place)s, %(reason)s") % {"place": found.place, "reason": found.reason}

    def act(given: dict[str, object]) -> object:
        return blocks.unblock(found, **given, by=request.user, at=timezone.now())  # type: ignore[arg-type]

    return handle(request, form, act, UNBLOCK, found.centre, subject=subject)
