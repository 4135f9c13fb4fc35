from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.accommodation.queries import settling
from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.accounts.queries import away
from casework.common.workdays import local_date
from casework.desk.models import IntakeDraft
from casework.desk.queries import work
from casework.desk.queries.warned import warned
from casework.reference.queries import work_calendar


@require_safe
def home(request: OfficerRequest) -> HttpResponse:
    """My work. Open to every officer; each sees the parts that the officer's roles allow."""
    today = local_date(timezone.now())
    context: dict[str, Any] = {"today": today, "work_calendar": work_calendar()}
    if request.user.has_perm(Permission.VIEW_FILES):
        context["groups"] = work.my_work(request.user, today, context["work_calendar"])
        context["away"] = away(request.user.office, today)
        context["week"] = work.week_of(request.user.office, today)
        context["centre_tasks"] = settling.tasks(request.user, today)
    if request.user.has_perm(Permission.VIEW_QUOTAS):
        context["cells"] = work.tightest(request.user, today.year)
    if request.user.has_perm(Permission.SIGN_ORDER):
        context["warned"] = warned(request.user, today.year)
    if request.user.has_perm(Permission.REGISTER):
        context["drafts"] = IntakeDraft.objects.visible_to(request.user)[:10]
    return render(request, "desk/home.html", context)
