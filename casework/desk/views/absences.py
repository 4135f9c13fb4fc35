from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import F, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.accounts import actions
from casework.accounts.models import Absence, Officer, OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.common.answers import answer
from casework.common.forms import OfficeForm
from casework.common.workdays import local_date
from casework.desk.forms.office import AbsenceChangeForm, AbsenceForm


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def absences(request: OfficerRequest) -> HttpResponse:
    """Who of the own office is away now or will be, and who stands in."""
    today, officer = local_date(timezone.now()), request.user
    running = Absence.objects.filter(Q(until=None) | Q(until__gt=today)).exclude(until=F("since"))
    rows = running.filter(officer__office=officer.office_id).select_related("officer", "deputy")
    is_head = officer.has_perm(Permission.ASSIGN)
    others = Officer.objects.filter(office=officer.office_id, is_active=True).exclude(pk=officer.pk) if is_head else []
    context = {"absences": rows, "is_head": is_head, "others": others, "today": today}
    return render(request, "desk/absences.html", context)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def new_absence(request: OfficerRequest) -> HttpResponse:
    """Record that one will be away oneself."""
    return _recorded(request, request.user)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.ASSIGN, raise_exception=True)
def absence_of(request: OfficerRequest, pk: int) -> HttpResponse:
    """Record that an officer of the office is away."""
    officers = Officer.objects.filter(is_active=True)
    seen = officers if request.user.is_national else officers.filter(office=request.user.office_id)
    return _recorded(request, get_object_or_404(seen, pk=pk))


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def absence(request: OfficerRequest, pk: int) -> HttpResponse:
    """Move the first day back, or name another deputy."""
    rows = Absence.objects.visible_to(request.user).select_related("officer", "deputy")
    found = get_object_or_404(rows, pk=pk)
    initial = {"until": found.until, "deputy": found.deputy, "version": found.version}
    form = AbsenceChangeForm(request.POST or None, officer=found.officer, initial=initial)

    def act(**given: Any) -> object:
        return actions.change_absence(found, **given)

    return _handled(request, form, act, officer=found.officer, title=_("Change an absence"), since=found.since)


def _recorded(request: OfficerRequest, officer: Officer) -> HttpResponse:
    form = AbsenceForm(request.POST or None, officer=officer)

    def act(**given: Any) -> object:
        return actions.record_absence(officer, **given)

    return _handled(request, form, act, officer=officer, title=_("Record an absence"))


def _handled(
    request: OfficerRequest, form: OfficeForm, act: Callable[..., object], *, title: str | Promise, **context: Any
) -> HttpResponse:  # fmt: skip
    """One form, one action, back to who is away."""
    if form.is_valid():
        with form.refusals():
            act(**form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Saved: %(what)s.") % {"what": title})
            return redirect("desk:absences")
    return answer(request, "desk/absence.html", "desk/_absence.html", form, {"title": title, **context})
