from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.cases.queries import persons_in_sight
from casework.common.answers import answer
from casework.common.workdays import local_date
from casework.desk import actions
from casework.desk.forms.base import BeginForm, ButtonForm, StartForm
from casework.desk.models import IntakeDraft
from casework.desk.procedures import KINDS, Kind
from casework.desk.queries.intake import family_on_record
from casework.desk.views.intake.finding import find, kept, to_step, version_of


@require_safe
@permission_required(Permission.REGISTER, raise_exception=True)
def choose(request: OfficerRequest) -> HttpResponse:
    """What is to be taken in, and the officer's drafts."""
    drafts = IntakeDraft.objects.visible_to(request.user)
    return render(request, "desk/intake/choose.html", {"kinds": KINDS.values(), "drafts": drafts})


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def start(request: OfficerRequest, kind: str) -> HttpResponse:
    """Begin an intake: with an empty draft, or with the family of somebody on record."""
    what = _kind(kind)
    form = _start_form(request, what)
    if form.is_valid():
        with form.refusals():
            draft = _begin(request, what, form)
            return to_step(draft, draft.step)
    return answer(request, "desk/intake/start.html", "desk/intake/_start.html", form, {"kind": what})


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def removal(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Discard a draft with everything typed into it."""
    draft = find(request, key)
    form = ButtonForm(request.POST or None, draft=draft)
    if form.is_valid():
        with kept(form):
            actions.discard(draft, version=version_of(form), by=request.user, at=timezone.now())
            messages.success(request, _("The draft was discarded. Nothing of it is kept."))
            return redirect("desk:intake")
    context = {"draft": draft}
    return answer(request, "desk/intake/removal.html", "desk/intake/_removal.html", form, context)


def _kind(slug: str) -> Kind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def _start_form(request: OfficerRequest, kind: Kind) -> BeginForm:
    person = request.GET.get("person", "")
    form = StartForm if kind.is_of_record or person else BeginForm
    return form(request.POST or None, initial={"person": person}, persons=persons_in_sight(request.user))


def _begin(request: OfficerRequest, kind: Kind, form: BeginForm) -> IntakeDraft:
    now = timezone.now()
    person = form.cleaned_data.get("person")
    members = family_on_record(person, kind, local_date(now)) if person else ()
    return actions.begin(kind.slug, members=members, by=request.user, at=now)
