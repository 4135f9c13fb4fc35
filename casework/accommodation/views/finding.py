"""What every view of centres begins and ends with: the thing in the officer's sight, and one answer to one form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from casework.accommodation.models import Assignment, Centre, Course, Stay
from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.common.answers import Words, answer
from casework.common.forms import OfficeForm

Act = Callable[[dict[str, Any]], object]


def find_centre(request: OfficerRequest, code: str) -> Centre:
    return get_object_or_404(Centre.objects.visible_to(request.user).select_related("office", "published"), code=code)


def find_stay(request: OfficerRequest, number: str) -> Stay:
    rows = Stay.objects.visible_to(request.user).select_related("centre__office", "case", "grant", "household")
    return get_object_or_404(rows, number=number)


def find_assignment(request: OfficerRequest, pk: int) -> Assignment:
    rows = Assignment.objects.visible_to(request.user).select_related(
        "stay__centre__office", "person", "room", "place__room", "centre__office"
    )
    return get_object_or_404(rows.prefetch_related("person__names"), pk=pk)


def may_manage(request: OfficerRequest, centre: Centre) -> bool:
    """Whether this officer runs the centre; the actions ask the same."""
    return request.user.has_perm(Permission.MANAGE_CENTRE) and request.user.office_id == centre.office_id


def handle(
    request: OfficerRequest, form: OfficeForm, act: Act, words: Words, back: Centre | Stay | Course, *,
    then: str = "", **context: Any,
) -> HttpResponse:  # fmt: skip
    """One form, one action, back to the centre, the stay or the course, or to the address `then`."""
    if form.is_valid():
        with form.refusals():
            act(form.cleaned_data)
            messages.success(request, str(words.done))
            return redirect(then or back)
    way = {} if isinstance(back, Course) else {"trail": trail(back)}
    shown = {"words": words, "back": back, **way, **context}
    return answer(request, "accommodation/act.html", "accommodation/_act.html", form, shown)


def trail(thing: Centre | Stay) -> list[tuple[str, str]]:
    """The way back to a thing, from its centre on."""
    centre = thing.centre if isinstance(thing, Stay) else thing
    found = [(centre.name, centre.get_absolute_url())]
    if isinstance(thing, Stay):
        found.append((_("Stay %(number)s") % {"number": thing.number}, thing.get_absolute_url()))
    return found
