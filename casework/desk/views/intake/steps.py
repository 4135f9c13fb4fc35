from datetime import date
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.common.answers import answer
from casework.common.workdays import local_date
from casework.desk import actions
from casework.desk.forms.base import ButtonForm, DraftForm
from casework.desk.forms.reading import NEWCOMER, PLAIN_FORMS, Reading, member_form, papers_form, plain_form
from casework.desk.models import IntakeDraft
from casework.desk.queries import intake
from casework.desk.views.intake.family import family
from casework.desk.views.intake.finding import find, frame, kept, show_cards, to_step, version_of
from casework.desk.views.intake.members import typed_member


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def step(request: OfficerRequest, key: UUID, step: str) -> HttpResponse:
    """One step of an intake."""
    draft = find(request, key)
    if step not in draft.what.steps:
        raise Http404
    shown = {"applicant": applicant, "family": family, "papers": papers, "check": check}.get(step)
    return shown(request, draft) if shown else plain(request, draft, step)


@require_POST
@permission_required(Permission.REGISTER, raise_exception=True)
def typed(request: OfficerRequest, key: UUID, slot: str) -> HttpResponse:
    """Keep an unfinished step while it is typed. Sent by the page itself; sending it again changes nothing."""
    draft = find(request, key)
    form = _form_of(draft, slot, request.POST)
    form.is_valid()
    actions.keep(draft, slot, form.typed, version=version_of(form), by=request.user, at=timezone.now())
    return HttpResponse(status=204)


def _form_of(draft: IntakeDraft, slot: str, data: QueryDict) -> DraftForm:
    if slot in PLAIN_FORMS and slot in draft.what.steps:
        return plain_form(draft, slot, today=_today(), data=data)
    if slot == "papers":
        return papers_form(draft, today=_today(), data=data)
    if slot == NEWCOMER or draft.member(slot):
        return member_form(draft, None if slot == NEWCOMER else slot, today=_today(), data=data)
    raise Http404


def applicant(request: OfficerRequest, draft: IntakeDraft) -> HttpResponse:
    if draft.begins_on_record:
        return to_step(draft, "family")
    first = draft.members[0]["key"] if draft.members else None
    return typed_member(request, draft, first, "applicant")


def plain(request: OfficerRequest, draft: IntakeDraft, step: str) -> HttpResponse:
    """A step of one form: the way on takes a filled one, the way back keeps a half-filled one."""
    form = plain_form(draft, step, today=_today(), data=request.POST or None)
    leads_to = _leads_to(request, draft, step, form)
    if leads_to:
        with kept(form):
            actions.save_step(
                draft, step, form.typed, version=version_of(form), leads_to=leads_to, by=request.user,
                at=timezone.now(),
            )  # fmt: skip
            return to_step(draft, leads_to)
    return answer(request, "desk/intake/step.html", "desk/intake/_form.html", form, frame(draft, step) | {"slot": step})


def papers(request: OfficerRequest, draft: IntakeDraft) -> HttpResponse:
    """Which papers were handed in. A scan is kept with the draft; none is compulsory here."""
    form = papers_form(draft, today=_today(), data=request.POST or None, files=request.FILES or None)
    leads_to = _leads_to(request, draft, "papers", form)
    if leads_to:
        with kept(form):
            actions.save_papers(
                draft, form.typed, form.scans, version=version_of(form), leads_to=leads_to, by=request.user,
                at=timezone.now(),
            )  # fmt: skip
            return to_step(draft, leads_to)
    return answer(request, "desk/intake/papers.html", "desk/intake/_papers.html", form, frame(draft, "papers"))


def check(request: OfficerRequest, draft: IntakeDraft) -> HttpResponse:
    """Everything once more, and the one button that puts it on record."""
    form = ButtonForm(request.POST or None, draft=draft)
    reading = Reading(draft, today=_today())
    if "back" in request.POST:
        return to_step(draft, draft.what.before("check"))
    if form.is_valid() and reading.gaps:
        form.add_error(None, _("Something is missing; mend it first."))
    if form.is_valid():
        with kept(form):
            case = actions.lodge(draft, reading.intake, version=version_of(form), by=request.user, at=timezone.now())
            messages.success(request, _("Lodged: %(number)s.") % {"number": case.number})
            return redirect("desk:lodged", case.number)
    members = intake.members(draft, request.user)
    show_cards(request, [member.face for member in members])
    context = frame(draft, "check") | {"reading": reading, "members": members}
    return answer(request, "desk/intake/check.html", "desk/intake/_check.html", form, context)


def _leads_to(request: OfficerRequest, draft: IntakeDraft, step: str, form: DraftForm) -> str:
    """The step before or after; empty where the form is shown."""
    is_valid = form.is_valid()
    if "back" in request.POST:
        return draft.what.before(step)
    return draft.what.after(step) if is_valid else ""


def _today() -> date:
    return local_date(timezone.now())
