from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.accounts.models import Officer, OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.queries import timeline
from casework.audit.submissions import once
from casework.common.answers import Words
from casework.common.lists import listed
from casework.common.workdays import local_date
from casework.labour.actions import employers as actions
from casework.labour.filters import EmployerFilter
from casework.labour.forms.employers import ChangeEmployerForm, NewEmployerForm
from casework.labour.models import Branch, Employer
from casework.labour.queries.content import content
from casework.labour.queries.grounds import bar_among
from casework.labour.queries.inspected import inspected
from casework.labour.queries.permits import counted, files_of, whole
from casework.labour.tables import EmployerTable
from casework.labour.views.finding import find, handle

NEW = Words(
    _("Register an employer"), _("Once in the country, by its BIN."), _("Register"), _("The employer is on record.")
)
CHANGE = Words(
    _("Change what is on record"), _("What was on record before stays in the timeline."), _("Save"), _("Saved.")
)
EVENTS = 20


@require_safe
@permission_required(Permission.VIEW_LABOUR, raise_exception=True)
def employers(request: OfficerRequest) -> HttpResponse:
    """The register of employers of the country; filtered by region to those of one."""
    rows = Employer.objects.select_related("region", "activity").order_by("-pk")
    found = EmployerFilter(request.GET, rows)
    context = {"filter": found} | listed(request, EmployerTable(found.qs), found.qs)
    return render(request, "labour/employers.html", {**context, "may_add": request.user.has_perm(Permission.LABOUR)})


@require_safe
@permission_required(Permission.VIEW_LABOUR, raise_exception=True)
def employer(request: OfficerRequest, number: str) -> HttpResponse:
    """An employer whole: who it is, its local content now and after the next permits, its branches and contacts."""
    today = local_date(timezone.now())
    found: Any = get_object_or_404(whole(request.user, today), bin=number)
    branches = list(found.branches.select_related("region"))
    inspections = inspected(found)
    context = {
        "employer": found,
        "content": content(found, today, asked=Counter(found.asked)),
        "barred_by": bar_among((one.violation for one in inspections), today),
        "inspections": inspections,
        "exempt": counted(found.exempt),
        "bids": found.shown_bids,
        "files": files_of(found, request.user),
        "branches": branches,
        "contacts": found.shown_contacts,
        "events": timeline(found.bin, most=EVENTS),
        "may_write": may_write(found, branches, request.user),
    }
    return render(request, "labour/employer.html", context)


def may_write(employer: Employer, branches: Iterable[Branch], officer: Officer) -> bool:
    """Whether the buttons of its record are shown; the actions check it themselves."""
    regions = {employer.region_id, *(branch.region_id for branch in branches if branch.until is None)}
    return officer.has_perm(Permission.LABOUR) and officer.office.region_id in regions


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.LABOUR, raise_exception=True)
def new_employer(request: OfficerRequest) -> HttpResponse:
    """Put an employer on record."""
    form = NewEmployerForm(request.POST or None, initial={"region": request.user.office.region_id})

    def run(form: NewEmployerForm) -> Employer:
        return actions.register_employer(form.cleaned_data["bin"], form.employer, by=request.user, at=timezone.now())

    return handle(request, form, run, NEW)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.LABOUR, raise_exception=True)
def change(request: OfficerRequest, number: str) -> HttpResponse:
    """Write down what is different about an employer now."""
    found = find(number)
    form = ChangeEmployerForm(request.POST or None, initial=ChangeEmployerForm.initial_of(found))

    def run(form: ChangeEmployerForm) -> Employer:
        version = form.cleaned_data["version"]
        return actions.change_employer(found, form.employer, version=version, by=request.user, at=timezone.now())

    return handle(request, form, run, CHANGE, employer=found)
