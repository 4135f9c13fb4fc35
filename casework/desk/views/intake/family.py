from datetime import date
from uuid import UUID

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.common.answers import answer
from casework.common.workdays import local_date
from casework.desk import actions
from casework.desk.forms.base import ButtonForm, DraftForm
from casework.desk.forms.steps import RecordForm
from casework.desk.models import IntakeDraft
from casework.desk.queries import intake
from casework.desk.views.intake.finding import find, frame, kept, show_cards, to_step, version_of


def family(request: OfficerRequest, draft: IntakeDraft) -> HttpResponse:
    """The members so far, those on record in the same household, and the way on."""
    form = ButtonForm(request.POST or None, draft=draft)
    if "back" in request.POST:
        is_first = draft.begins_on_record or draft.what.steps[0] == "family"
        return redirect("desk:intake") if is_first else to_step(draft, draft.what.before("family"))
    if form.is_valid():
        leads_to = draft.what.after("family")
        with kept(form):
            actions.save_step(
                draft, "family", {}, version=version_of(form), leads_to=leads_to, by=request.user, at=timezone.now()
            )
            return to_step(draft, leads_to)
    return _shown(request, draft, form)


@require_POST
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def records(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Add somebody of the household who is on record."""
    draft = find(request, key)
    roles = {row.person.number: row.role for row, face in intake.offered(draft, _today(), request.user)}
    form = RecordForm(request.POST, draft=draft, records=list(roles))
    if form.is_valid():
        record = form.cleaned_data["record"]
        with kept(form):
            actions.add_record(
                draft, record, role=roles[record], version=version_of(form), by=request.user, at=timezone.now()
            )
            return to_step(draft, "family")
    return _shown(request, draft, form)


@require_POST
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def removal(request: OfficerRequest, key: UUID, place: str) -> HttpResponse:
    """Take a member out of the draft again."""
    draft = find(request, key)
    form = ButtonForm(request.POST, draft=draft)
    if form.is_valid():
        with kept(form):
            actions.remove_member(draft, place, version=version_of(form), by=request.user, at=timezone.now())
            return to_step(draft, "family")
    return _shown(request, draft, form)


def _shown(request: OfficerRequest, draft: IntakeDraft, form: DraftForm) -> HttpResponse:
    members, offered = intake.members(draft, request.user), intake.offered(draft, _today(), request.user)
    show_cards(request, [*(member.face for member in members), *(face for row, face in offered)])
    context = frame(draft, "family") | {"members": members, "offered": offered}
    return answer(request, "desk/intake/family.html", "desk/intake/_family.html", form, context)


def _today() -> date:
    return local_date(timezone.now())
