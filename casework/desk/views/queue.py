from datetime import date

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.cases.models import Case, Decision, Pause
from casework.common.lists import listed
from casework.common.workdays import WorkCalendar, local_date
from casework.desk import queues
from casework.desk.filters import QueueFilter
from casework.desk.tables import QueueTable
from casework.desk.views.exports import exported
from casework.reference.queries import work_calendar


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def queue(request: OfficerRequest, slug: str) -> HttpResponse:
    """One work queue: its files in order, a search inside, one next step in each row."""
    found = _queue(request, slug)
    today, calendar = local_date(timezone.now()), work_calendar()
    filtered, table = _filtered(request, found, today, calendar)
    context = {"queue": found, "filter": filtered, "today": today, "work_calendar": calendar}
    return render(request, "desk/queue.html", context | listed(request, table, filtered.qs))


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def queue_export(request: OfficerRequest, slug: str) -> HttpResponse:
    """The queue as it is filtered and sorted now, as a file."""
    found = _queue(request, slug)
    table = _filtered(request, found, local_date(timezone.now()), work_calendar())[1]
    return exported(request, f"queue-{slug}", table)


def _filtered(
    request: OfficerRequest, found: queues.Queue, today: date, calendar: WorkCalendar
) -> tuple[QueueFilter, QueueTable]:
    waiting = with_facts(queues.in_queue(found, request.user, today))
    filtered = QueueFilter(request.GET, waiting, request=request)
    table = QueueTable(filtered.qs, queue=found, officer=request.user, today=today, calendar=calendar)
    return filtered, table


def _queue(request: OfficerRequest, slug: str) -> queues.Queue:
    found = queues.BY_SLUG.get(slug)
    if found is None:
        raise Http404
    if not request.user.has_perm(found.permission):
        raise PermissionDenied
    return found


def with_facts(files: QuerySet[Case]) -> QuerySet[Case]:
    """Everything a row of a queue shows, in a handful of queries however many rows there are."""
    return files.select_related("applicant", "office", "holder").prefetch_related(
        "applicant__names",
        Prefetch("decisions", Decision.objects.select_related("signed_by").order_by("-pk")),
        Prefetch("pauses", Pause.objects.filter(until=None)),
    )
