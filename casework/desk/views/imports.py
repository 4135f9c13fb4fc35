import csv
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit import actions as audit
from casework.audit.submissions import once
from casework.common.answers import answer
from casework.common.spreadsheets import harmless
from casework.desk.forms.imports import PersonTableForm
from casework.people.actions import takeover
from casework.people.models import PersonImport
from casework.people.sheets.persons import COLUMNS

MOST_SHOWN, FAULTS_SHOWN = 50, 100


@require_safe
@permission_required(Permission.REGISTER, raise_exception=True)
def imports(request: OfficerRequest) -> HttpResponse:
    """Tables of persons that the office sent, the newest first."""
    sent = PersonImport.objects.visible_to(request.user).select_related("sent_by")[:MOST_SHOWN]
    return render(request, "desk/imports.html", {"imports": sent})


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def new_import(request: OfficerRequest) -> HttpResponse:
    """Send a table of persons of another register."""
    form = PersonTableForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with form.refusals():
            file = form.cleaned_data["file"]
            sent = takeover.send_file(form.content, name=file.name or "", by=request.user, at=timezone.now())
            messages.success(request, _("The table was sent; it is taken over part by part."))
            return redirect("desk:import", sent.pk)
    return answer(request, "desk/import_new.html", "desk/_import_new.html", form, {"columns": COLUMNS})


@require_safe
@permission_required(Permission.REGISTER, raise_exception=True)
def one_import(request: OfficerRequest, pk: int) -> HttpResponse:
    """How far a table has come, and what was wrong with it; htmx asks again while it goes on."""
    sent = _find(request, pk)
    context: dict[str, Any] = {
        "sent": sent,
        "faults": sent.faults.all()[:FAULTS_SHOWN],
        "faults_in_all": sent.faults.count(),
    }
    return render(request, "desk/_import.html" if getattr(request, "htmx", False) else "desk/import.html", context)


@require_safe
@permission_required(Permission.REGISTER, raise_exception=True)
def import_faults(request: OfficerRequest, pk: int) -> HttpResponse:
    """Every fault of a table by line and column, as a file."""
    sent = _find(request, pk)
    rows = list(sent.faults.values_list("line", "column", "sentence"))
    audit.record("list.exported", subject=sent.number, by=request.user, at=timezone.now(), after={"rows": len(rows)})
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{sent.number}.csv"'
    csv.writer(response).writerows(harmless([("line", "column", "error"), *rows]))
    return response


def _find(request: OfficerRequest, pk: int) -> PersonImport:
    seen = PersonImport.objects.visible_to(request.user).select_related("sent_by", "office")
    return get_object_or_404(seen, pk=pk)
