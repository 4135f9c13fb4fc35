from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.accounts.permissions import Permission
from casework.accounts.queries import OfficerRequest
from casework.audit.submissions import once
from casework.common.answers import answer
from casework.common.workdays import local_date
from casework.reports import actions
from casework.reports.catalogue import Entry, ParametersForm
from casework.reports.forms.asking import asked, asking_form
from casework.reports.printing.beside import agreement, facts, tables
from casework.reports.report import Edition
from casework.reports.views.finding import computed, find, may_issue, taken_out

SHOWN = ("reports/report.html", "reports/_report.html")


@require_safe
@permission_required(Permission.VIEW_REPORTS, raise_exception=True)
def report(request: OfficerRequest, slug: str) -> HttpResponse:
    """A report as of a day, as known now."""
    entry, now = find(slug), timezone.now()
    form = asked(entry, request.GET, local_date(now), now)
    if not form.is_valid():
        return answer(request, *SHOWN, form, {"entry": entry})
    found = shown(computed(entry, form, now)) | _links(form) | may_issue(request)
    return answer(request, *SHOWN, form, {"entry": entry, **found})


@require_safe
@permission_required(Permission.VIEW_REPORTS, raise_exception=True)
def report_file(request: OfficerRequest, slug: str, kind: str) -> HttpResponse:
    """Exactly what the page shows, as a file."""
    entry, now = find(slug), timezone.now()
    form = asked(entry, request.GET, local_date(now), now)
    if not form.is_valid():
        return answer(request, *SHOWN, form, {"entry": entry})
    found = computed(entry, form, now)
    told = {**form.parameters, "as_of": found.report.as_of, "known_at": found.known_at}
    return taken_out(request, found, kind, f"report {entry.slug}", told)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.SCHEDULE_REPORTS, raise_exception=True)
def issuing(request: OfficerRequest, slug: str) -> HttpResponse:
    """Freeze a report by hand."""
    entry, now = find(slug), timezone.now()
    form = _of_hand(request, entry)
    if form.is_valid():
        with form.refusals():
            made = actions.issue(entry, form.parameters, form.cleaned_data["as_of"], by=request.user, at=now)
            messages.success(request, _("Issued. The report is frozen with its checksum."))
            return redirect(made)
    return answer(request, "reports/issuing.html", "reports/_issuing.html", form, {"entry": entry})


def shown(found: Edition) -> dict[str, Any]:
    """What the pieces of a page read of an edition."""
    return {
        "edition": found,
        "facts": list(facts(found)),
        "agreement": agreement(found.reconciliation),
        "tables": list(tables(found)),
    }


def _of_hand(request: OfficerRequest, entry: Entry) -> ParametersForm:
    today = local_date(timezone.now())
    first = {**asking_form(entry).first(today), "as_of": today, **request.GET.dict()}
    form = asking_form(entry, request.POST or None, today=today, initial=first)
    del form.fields["known_at"]
    return form


def _links(form: ParametersForm) -> dict[str, Any]:
    """The question of the page as part of an address."""
    asked_for = {name: form[name].value() for name in form.fields if name != "known_at"}
    return {"question": urlencode({name: value for name, value in asked_for.items() if value})}
