from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from casework.accounts.permissions import Permission
from casework.accounts.queries import OfficerRequest, role_names
from casework.audit.queries import timeline
from casework.audit.submissions import once
from casework.common.answers import answer
from casework.common.forms import OfficeForm
from casework.common.workdays import DAY, local_date
from casework.reference.queries import work_calendar
from casework.reports import actions
from casework.reports.catalogue import registered
from casework.reports.forms.schedules import as_they_are, blank, terms_form
from casework.reports.models import Schedule
from casework.reports.queries.due import coming, missing
from casework.reports.queries.letters import failures
from casework.reports.views.finding import find, may_issue

ISSUES_SHOWN = 24
FORM = ("reports/terms.html", "reports/_terms.html")


@require_safe
@permission_required(Permission.VIEW_REPORTS, raise_exception=True)
def schedules(request: OfficerRequest) -> HttpResponse:
    """Every schedule with its next day, those that ended below."""
    today, calendar = local_date(timezone.now()), work_calendar()
    found = Schedule.objects.prefetch_related("recipients").order_by("-pk")
    at_work = [each for each in found if each.is_at_work(today)]
    context = {
        "coming": coming(at_work, today + DAY, calendar),
        "ended": [each for each in found if not each.is_at_work(today)],
        "reports": registered().values(),
        "today": today,
        "work_calendar": calendar,
    }
    return render(request, "reports/schedules.html", context | may_issue(request))


@require_safe
@permission_required(Permission.VIEW_REPORTS, raise_exception=True)
def schedule(request: OfficerRequest, pk: int) -> HttpResponse:
    """One schedule: its terms, for whom, what it has brought forth."""
    found = _find(pk)
    today, calendar = local_date(timezone.now()), work_calendar()
    context = {
        "schedule": found,
        "entry": registered()[found.report],
        "next": coming([found], today + DAY, calendar)[0].period,
        "owed": [each for each in missing(timezone.now()) if each.schedule == found.pk],
        "is_at_work": found.ended_at is None and found.is_at_work(today),
        "failures": failures({found.pk: found}),
        "issues": found.issues.defer("data").order_by("-period")[:ISSUES_SHOWN],
        "recipients": found.recipients.all(),
        "roles": [name for code, name in role_names() if code in found.roles],
        "events": timeline(found.number),
        "today": today,
        "work_calendar": calendar,
    }
    return render(request, "reports/schedule.html", context | may_issue(request))


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.SCHEDULE_REPORTS, raise_exception=True)
def new_schedule(request: OfficerRequest, slug: str) -> HttpResponse:
    """Have a report issued by a rule."""
    entry, today = find(slug), local_date(timezone.now())
    form = terms_form(entry, request.POST or None, today=today, initial=_first(request, today))
    if form.is_valid():
        with form.refusals():
            made = actions.schedule(entry, form.terms, by=request.user, at=timezone.now())
            messages.success(request, _("Scheduled. What has fallen due already is made up within a minute."))
            return redirect(made)
    return answer(request, *FORM, form, {"entry": entry, "schedule": None})


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.SCHEDULE_REPORTS, raise_exception=True)
def successor(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let another schedule take the place of this one."""
    old, today = _find(pk), local_date(timezone.now())
    entry = registered()[old.report]
    form = terms_form(entry, request.POST or None, today=today, initial=as_they_are(old, today + DAY))
    if form.is_valid():
        with form.refusals():
            made = actions.replace(old, form.terms, by=request.user, at=timezone.now())
            messages.success(request, _("Changed. The schedule as it was ends before this one begins."))
            return redirect(made)
    return answer(request, *FORM, form, {"entry": entry, "schedule": old})


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.SCHEDULE_REPORTS, raise_exception=True)
def ending(request: OfficerRequest, pk: int) -> HttpResponse:
    """End a schedule."""
    found = _find(pk)
    form = OfficeForm(request.POST or None)
    if form.is_valid():
        with form.refusals():
            actions.end(found, by=request.user, at=timezone.now())
            messages.success(request, _("Ended. From today on it brings forth nothing."))
            return redirect(found)
    context = {"schedule": found, "entry": registered()[found.report], "consequences": list(_consequences(found))}
    return answer(request, "reports/ending.html", "reports/_ending.html", form, context)


def _find(pk: int) -> Schedule:
    return get_object_or_404(Schedule.objects.select_related("created_by", "ended_by", "replaces"), pk=pk)


def _consequences(found: Schedule) -> Iterator[tuple[int, str]]:
    """What its end means, in figures."""
    readers, made = found.recipients.count(), found.issues.count()
    owed = sum(each.schedule == found.pk for each in missing(timezone.now()))
    yield readers, ngettext("recipient gets no further issue.", "recipients get no further issue.", readers)
    yield made, ngettext("issue stays in the archive as it is.", "issues stay in the archive as they are.", made)
    if owed:
        yield owed, ngettext("missed period is still made up.", "missed periods are still made up.", owed)


def _first(request: OfficerRequest, today: date) -> dict[str, Any]:
    """What a new schedule begins with: the usual, and the question of the page it was asked from."""
    return {**blank(today), **request.GET.dict()}
