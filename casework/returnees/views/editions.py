from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.cases.models import Case
from casework.common.answers import Words, answer
from casework.common.workdays import local_date
from casework.returnees.actions import editions as actions
from casework.returnees.forms import CorrectionForm, DuplicateForm, EditionForm
from casework.returnees.models import Edition, Grant
from casework.returnees.printing.record import differences, history, said_now

CORRECT = Words(
    _("Correct the certificate"),
    _("A new certificate with a number of its own, which says that it replaces this one. The old paper is not valid."),
    _("Issue the corrected certificate"),
    _("The corrected certificate was issued; print it."),
)
DUPLICATE = Words(
    _("Issue a duplicate"),
    _("The same certificate under the same number, marked as a duplicate. The code on the old paper is not valid."),
    _("Issue the duplicate"),
    _("The duplicate was issued; print it."),
)


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def editions(request: OfficerRequest, number: str) -> HttpResponse:
    """The papers of a certificate, by the number of any of them, and where the record says otherwise now."""
    grant = _find(request, number)
    papers = list(grant.editions.select_related("made_by"))
    is_in_force = grant.since <= local_date(timezone.now()) < grant.until
    may_issue = request.user.office_id == grant.case.office_id and request.user.has_perm(Permission.PROCESS)
    context = {
        "grant": grant, "history": history(papers), "differences": differences(papers[-1].text, said_now(grant)),
        "may_issue": may_issue and is_in_force, "is_in_force": is_in_force,
    }  # fmt: skip
    return render(request, "returnees/editions.html", context)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.PROCESS, raise_exception=True)
def correction(request: OfficerRequest, number: str) -> HttpResponse:
    """Issue a certificate anew as the record says it now."""
    grant, newest = _with_newest(request, number)
    form = CorrectionForm(request.POST or None, initial={"ordinal": newest.ordinal})
    found = differences(newest.text, said_now(grant))
    return _issue(request, grant, form, actions.correct, CORRECT, differences=found)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.PROCESS, raise_exception=True)
def duplicate(request: OfficerRequest, number: str) -> HttpResponse:
    """Issue a certificate again where its paper is lost or spoiled."""
    grant, newest = _with_newest(request, number)
    form = DuplicateForm(request.POST or None, initial={"ordinal": newest.ordinal})
    return _issue(request, grant, form, actions.duplicate, DUPLICATE)


def _find(request: OfficerRequest, number: str) -> Grant:
    in_sight = Grant.objects.filter(case__in=Case.objects.visible_to(request.user), editions__number=number)
    grants = in_sight.distinct().select_related("person", "case__office", "case__status_application")
    return get_object_or_404(grants.prefetch_related("person__names"))


def _with_newest(request: OfficerRequest, number: str) -> tuple[Grant, Edition]:
    grant = _find(request, number)
    return grant, grant.editions.latest("ordinal")


def _issue(
    request: OfficerRequest,
    grant: Grant,
    form: EditionForm,
    issue: Callable[..., Edition],
    words: Words,
    **more: Any,
) -> HttpResponse:
    """One form, one action, one answer."""
    if form.is_valid():
        with form.refusals():
            edition = issue(grant, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, str(words.done))
            return redirect("returnees:editions", edition.number)
    context = {"grant": grant, "words": words, **more}
    return answer(request, "returnees/edition.html", "returnees/_edition.html", form, context)
