from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.cases.actions import clocks, holder, offices
from casework.cases.forms.base import NoteForm, VersionForm
from casework.cases.forms.contents import PauseForm
from casework.cases.forms.holding import AssignmentForm, HandOverForm
from casework.cases.procedures import procedure
from casework.cases.queries import colleagues
from casework.cases.views.finding import find, handle, works_on_it
from casework.common.answers import Words
from casework.common.workdays import local_date

NOTE = Words(_("Add a note"), _("Officers who see this file read it."), _("Save the note"))
PAUSE = Words(
    _("Pause the clock"),
    _("The legal date moves by the days paused. Say what the family must bring; the file waits for it."),
    _("Pause the clock"),
    _("The clock stands still."),
)
RESUME = Words(
    _("Let the clock run again"),
    _("The legal date is computed anew: it moves by the days paused."),
    _("Let the clock run"),
    _("The clock runs again; the legal date was computed anew."),
)
HOLD = Words(
    _("Take this file"),
    _("You become its holder, and it appears in your work."),
    _("Take the file"),
    _("You hold this file now."),
)
HAND_OVER = Words(
    _("Offer this file to another office"),
    _("Its head sees number, family and procedure, and accepts or declines. Until then your office works on the file."),
    _("Offer the file"),
    _("The file was offered. It moves when the other office accepts it."),
)
ASSIGN = Words(
    _("Give this file to an officer"),
    _("It appears in that officer’s work, and leaves the work of whoever holds it now."),
    _("Save the holder"),
    _("The holder of the file was changed."),
)


@require_http_methods(["GET", "POST"])
@once
@works_on_it
def notes(request: OfficerRequest, number: str) -> HttpResponse:
    """Add a note to a file."""
    case = find(request, number)
    form = NoteForm(request.POST or None)
    return handle(
        request, case, form, lambda given: holder.note(case, **given, by=request.user, at=timezone.now()), NOTE
    )


@require_http_methods(["GET", "POST"])
@once
@works_on_it
def pause(request: OfficerRequest, number: str) -> HttpResponse:
    """Let the clock of a file stand still."""
    case = find(request, number)
    form = PauseForm(request.POST or None, case=case)
    return handle(
        request, case, form, lambda given: clocks.pause(case, **given, by=request.user, at=timezone.now()), PAUSE
    )


@require_http_methods(["GET", "POST"])
@once
@works_on_it
def resumption(request: OfficerRequest, number: str) -> HttpResponse:
    """Let the clock of a file run again."""
    case = find(request, number)
    form = VersionForm(request.POST or None, case=case)
    return handle(
        request, case, form, lambda given: clocks.resume(case, **given, by=request.user, at=timezone.now()), RESUME
    )


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.ASSIGN, raise_exception=True)
def assignment(request: OfficerRequest, number: str) -> HttpResponse:
    """Give a file to an officer of its office, or take it from its holder."""
    case = find(request, number)
    works = procedure(case.procedure).works
    found = colleagues(case.office, local_date(timezone.now()), works)
    others = [one for one in found if one.officer.pk != case.holder_id]
    form = AssignmentForm(request.POST or None, case=case, colleagues=others)
    return handle(
        request, case, form, lambda given: holder.assign(case, **given, by=request.user, at=timezone.now()), ASSIGN
    )


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.ASSIGN, raise_exception=True)
def hand_over(request: OfficerRequest, number: str) -> HttpResponse:
    """Offer a file to another office."""
    case = find(request, number)
    form = HandOverForm(request.POST or None, case=case)

    def run(given: dict[str, Any]) -> object:
        return offices.propose_hand_over(case, **given, by=request.user, at=timezone.now())

    return handle(request, case, form, run, HAND_OVER)


@require_http_methods(["GET", "POST"])
@once
@works_on_it
def holding(request: OfficerRequest, number: str) -> HttpResponse:
    """Become the holder of a file."""
    case = find(request, number)
    form = VersionForm(request.POST or None, case=case)
    return handle(
        request, case, form, lambda given: holder.take(case, **given, by=request.user, at=timezone.now()), HOLD
    )
