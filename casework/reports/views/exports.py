from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.accounts.permissions import Permission
from casework.accounts.queries import OfficerRequest
from casework.audit.submissions import once
from casework.common.answers import answer
from casework.common.workdays import local_date
from casework.reports import actions
from casework.reports.catalogue import registered
from casework.reports.forms.asking import asked
from casework.reports.forms.exports import FormatsForm
from casework.reports.printing import PRINTINGS
from casework.reports.queries.exports import exports_of
from casework.reports.views.finding import find, given_out

MOST_SHOWN = 50


@require_safe
@permission_required(Permission.VIEW_REPORTS, raise_exception=True)
def exports(request: OfficerRequest) -> HttpResponse:
    """What the officer had made in the background."""
    return render(request, "reports/exports.html", {"exports": exports_of(request.user)[:MOST_SHOWN]})


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.VIEW_REPORTS, raise_exception=True)
def new_export(request: OfficerRequest, slug: str) -> HttpResponse:
    """Have the report that the address asks for made in the background."""
    entry, now = find(slug), timezone.now()
    question = asked(entry, request.GET, local_date(now), now)
    form = FormatsForm(request.POST or None)
    if not question.is_valid():
        raise Http404
    if form.is_valid():
        given = question.cleaned_data
        asks = actions.Question(question.parameters, given["as_of"], given["known_at"])
        made = actions.ask(entry, asks, form.cleaned_data["formats"], by=request.user, at=now)
        messages.success(request, _("It is being made; you may leave this page."))
        return redirect(made)
    return answer(request, "reports/export_new.html", "reports/_export_new.html", form, {"entry": entry})


@require_safe
@permission_required(Permission.VIEW_REPORTS, raise_exception=True)
def export(request: OfficerRequest, pk: int) -> HttpResponse:
    """How far an export has come; htmx asks again while it goes on."""
    found = get_object_or_404(exports_of(request.user), pk=pk)
    context = {"export": found, "entry": registered()[found.report]}
    return render(
        request, "reports/_export.html" if getattr(request, "htmx", False) else "reports/export.html", context
    )


@require_safe
@permission_required(Permission.VIEW_REPORTS, raise_exception=True)
def export_file(request: OfficerRequest, pk: int, kind: str) -> HttpResponse:
    """One format of an export."""
    found = get_object_or_404(exports_of(request.user), pk=pk)
    part = get_object_or_404(found.parts, format=kind)
    name = f"{found.report}-{found.as_of.isoformat()}.{kind}"
    return given_out(request, bytes(part.content), PRINTINGS[kind], name, found.number, {"format": kind})
