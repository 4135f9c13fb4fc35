from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from casework.accounts.models import OfficerRequest
from casework.audit.submissions import once
from casework.cases.actions import lists
from casework.cases.forms.base import VersionForm
from casework.cases.forms.lists import ListForm
from casework.cases.queries.lists import asks_points, wait_of
from casework.cases.states import WaitState
from casework.cases.views.finding import find, handle, works_on_it
from casework.common.answers import Words
from casework.common.workdays import local_date

PUT = Words(
    _("Put this file on the waiting list"),
    _("It is offered places when its turn comes by the programme’s rule, all that the family needs or none."),
    _("Put it on the list"),
    _("The file is on the waiting list."),
)
LEAVE = Words(
    _("Take this file off the waiting list"),
    _("At the family’s wish. If it comes back, it counts as of the day of its application again."),
    _("Take it off the list"),
    _("The file is off the waiting list."),
    is_danger=True,
)
DECLINE = Words(
    _("The family declines the places"),
    _("The places are free again and offered to the next family. If it comes back, it counts as of that day."),
    _("Decline the places"),
    _("The places were declined and are free again."),
    is_danger=True,
)


@require_http_methods(["GET", "POST"])
@once
@works_on_it
def waiting(request: OfficerRequest, number: str) -> HttpResponse:
    """Put a file on the waiting list of the places it asks for."""
    case = find(request, number)
    form = ListForm(request.POST or None, case=case, asks_points=asks_points(case, local_date(timezone.now())))
    return handle(
        request, case, form, lambda given: lists.put_on_list(case, **given, by=request.user, at=timezone.now()), PUT
    )


@require_http_methods(["GET", "POST"])
@once
@works_on_it
def leaving(request: OfficerRequest, number: str) -> HttpResponse:
    """Take a file off its waiting list, or decline what it was offered."""
    case = find(request, number)
    wait = wait_of(case)
    words = DECLINE if wait and wait.state == WaitState.OFFERED else LEAVE
    form = VersionForm(request.POST or None, case=case)
    return handle(
        request, case, form, lambda given: lists.leave_list(case, **given, by=request.user, at=timezone.now()), words
    )
