from datetime import date, timedelta

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.accounts.permissions import Permission
from casework.accounts.queries import OfficerRequest
from casework.common.workdays import DAY, WorkCalendar, local_date
from casework.reference.queries import work_calendar
from casework.reports.catalogue import Entry, registered
from casework.reports.models import Schedule
from casework.reports.queries.due import coming
from casework.reports.queries.law import law_days
from casework.reports.queries.letters import failures_of
from casework.reports.queries.receipts import receipts_of
from casework.reports.rules import AHEAD, Period, periods_due
from casework.reports.states import Rule

ON_TABLE = 10


@require_safe
@permission_required(Permission.VIEW_REPORTS, raise_exception=True)
def catalogue(request: OfficerRequest) -> HttpResponse:
    """Which reports there are, what was made for the officer, and what comes next."""
    today, calendar = local_date(timezone.now()), work_calendar()
    mine = receipts_of(request.user)
    context = {
        "reports": [(entry, _by_law(entry, today, calendar)) for entry in registered().values()],
        "receipts": mine[:ON_TABLE],
        "failures": failures_of(request.user),
        "coming": coming(Schedule.objects.at_work(today), today + DAY, calendar),
        "today": today,
        "work_calendar": calendar,
    }
    return render(request, "reports/catalogue.html", context)


def _by_law(entry: Entry, today: date, calendar: WorkCalendar) -> list[Period]:
    """The next reporting days of law, the nearest first."""
    if not entry.law:
        return []
    return periods_due(Rule.LAW, today, today + timedelta(days=AHEAD), calendar, law=law_days())
