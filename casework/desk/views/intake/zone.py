from uuid import UUID

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.common.answers import answer
from casework.common.workdays import local_date
from casework.desk.forms.reading import NEWCOMER, member_form
from casework.desk.forms.zone import ZoneForm, fill_from
from casework.desk.models import IntakeDraft
from casework.desk.views.intake.finding import find, frame


@require_POST
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def zone(request: OfficerRequest, key: UUID, slot: str) -> HttpResponse:
    """Read a machine readable zone: a claim beside what was typed. Nothing is saved before the form itself is sent."""
    draft, today = find(request, key), local_date(timezone.now())
    if slot != NEWCOMER and draft.member(slot) is None:
        raise Http404
    form = member_form(draft, None if slot == NEWCOMER else slot, today=today)
    asked = ZoneForm(request.POST, today=today)
    typed = {name: request.POST.get(name, "") for name in form.fields}
    claim = fill_from(form, typed, asked.cleaned_data["zone"]) if asked.is_valid() else []
    if not claim:
        form.initial = {**form.initial, **{name: value for name, value in typed.items() if value and name != "version"}}
    step = _step(draft, slot)
    context = frame(draft, step) | {
        "slot": slot,
        "zone": asked,
        "claim": claim,
        "action": _form_address(draft, step, slot),
    }
    response = answer(request, "desk/intake/member.html", "desk/intake/_member_form.html", form, context)
    response.status_code = 200 if claim else asked.status
    return response


def _step(draft: IntakeDraft, slot: str) -> str:
    """The first member is the applicant."""
    is_first = not draft.members or draft.members[0]["key"] == slot
    return "applicant" if is_first and "applicant" in draft.what.steps else "family"


def _form_address(draft: IntakeDraft, step: str, slot: str) -> str:
    """Where the form of this member is sent."""
    if step == "applicant":
        return reverse("desk:intake_step", args=[draft.pk, step])
    place = [] if slot == NEWCOMER else [slot]
    return reverse("desk:intake_member" if place else "desk:intake_new_member", args=[draft.pk, *place])
