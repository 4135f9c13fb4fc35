from datetime import date

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.arrivals.models import Crossing
from casework.arrivals.queries.crossings import persons_of
from casework.audit.submissions import once
from casework.common.answers import answer
from casework.desk import actions
from casework.desk.forms.person import ConfirmForm
from casework.desk.procedures import STATUS
from casework.desk.queries.newcomers import answers_of, applicant_of
from casework.desk.views.intake.finding import to_step

TITLE = _("Open a status file")


@require_http_methods(["GET", "POST"])
@once
@permission_required((Permission.REGISTER, Permission.VIEW_CROSSINGS), raise_exception=True)
def newcomer(request: OfficerRequest, day: date, pk: int) -> HttpResponse:
    """Begin an intake with what a crossing says; whoever is on record with this document begins with the record."""
    crossing, form = _crossing(request, day, pk), ConfirmForm(request.POST or None)
    if form.is_valid():
        with form.refusals():
            draft = actions.begin(
                STATUS.slug, members=[{"typed": applicant_of(crossing)}], answers=answers_of(crossing),
                by=request.user, at=timezone.now(),
            )  # fmt: skip
            return to_step(draft, draft.step)
    persons, others = persons_of(crossing, request.user)
    context = {"crossing": crossing, "title": TITLE, "persons": persons, "others": others}
    return answer(request, "desk/intake/newcomer.html", "desk/intake/_newcomer.html", form, context)


def _crossing(request: OfficerRequest, day: date, pk: int) -> Crossing:
    found = Crossing.objects.visible_to(request.user).filter(crossed_on=day, pk=pk).first()
    if found is None:
        raise Http404
    return found
