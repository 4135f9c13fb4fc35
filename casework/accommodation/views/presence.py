from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from casework.accommodation.actions import presence
from casework.accommodation.forms.presence import PassForm, RollForm
from casework.accommodation.queries.presence import residents, unseen
from casework.accommodation.views.finding import find_centre, handle
from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.common.answers import Words, answer
from casework.common.errors import RuleBroken
from casework.common.workdays import local_date
from casework.people.models import Person

ROLL = Words(
    gettext_lazy("Roll call"),
    gettext_lazy("Tick everybody who is there; whoever is not ticked was not seen."),
    gettext_lazy("Save the roll call"),
    gettext_lazy("The roll call was saved."),
)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def gate(request: OfficerRequest, code: str) -> HttpResponse:
    """The gate: find a resident by the number on the card or by name, and note who comes and goes."""
    centre, form = find_centre(request, code), PassForm(request.POST or None)
    text = request.POST.get("person") or request.GET.get("q", "")[:60]
    if form.is_valid():
        with form.refusals():
            given = form.cleaned_data
            person = _resident(request, code, given["person"])
            presence.pass_gate(centre, person, comes_in=given["way"] == "in", by=request.user, at=timezone.now())
            messages.success(request, _("%(name)s: noted.") % {"name": person})
            return redirect(reverse("accommodation:gate", args=[code]))
    found = residents(centre, local_date(timezone.now()), text) if text else []
    context = {"centre": centre, "text": text, "found": found}
    return answer(request, "accommodation/gate.html", "accommodation/_gate.html", form, context)


def _resident(request: OfficerRequest, code: str, number: str) -> Person:
    """Somebody who lives here, by the number on the card."""
    found = residents(find_centre(request, code), local_date(timezone.now()), number)
    exact = [one.person for one in found if one.person.number == number]
    if not exact:
        raise RuleBroken(_("Nobody with this number has a place here tonight; search by the name."))
    return exact[0]


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def roll(request: OfficerRequest, code: str) -> HttpResponse:
    """Who is there, once a day."""
    centre, today = find_centre(request, code), local_date(timezone.now())
    form = RollForm(request.POST or None, residents=residents(centre, today))
    return handle(
        request, form,
        lambda given: presence.call_roll(centre, given["present"], by=request.user, at=timezone.now()), ROLL, centre,
    )  # fmt: skip


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def missing(request: OfficerRequest, code: str) -> HttpResponse:
    """Whom nobody has seen for days."""
    centre, today = find_centre(request, code), local_date(timezone.now())
    return render(request, "accommodation/missing.html", {"centre": centre, "found": unseen(centre, today)})
