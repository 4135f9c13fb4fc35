from collections.abc import Sequence
from datetime import datetime, time

from django.contrib.auth.decorators import login_not_required, permission_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_list_or_404, get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.cases.models import Case
from casework.common.answers import answer
from casework.common.lists import listed
from casework.common.workdays import ALMATY, local_date
from casework.reference.queries import whole, work_calendar
from casework.returnees import printing
from casework.returnees.forms import HearingInvitationForm
from casework.returnees.models import Edition, Grant
from casework.returnees.printing.notices import NOTICES, hearing
from casework.returnees.queries import ending, hear_by
from casework.returnees.tables import EndingTable

DAYS = 60
"""How far ahead the list looks where no figure says it."""


@require_safe
@login_not_required
@never_cache
def certificate_check(request: HttpRequest, token: str) -> HttpResponse:
    """Open to everybody who holds the paper: whether it is valid today, or was replaced, and nothing else."""
    paper = Edition.objects.filter(token=token).select_related("grant").first()
    today = local_date(timezone.now())
    status = 404 if paper is None else 200
    is_newest = paper is not None and paper.token == paper.grant.token
    is_valid = paper is not None and is_newest and paper.grant.since <= today < paper.grant.until
    context = {"paper": paper, "today": today, "is_newest": is_newest, "is_valid": is_valid}
    return render(request, "returnees/check.html", context, status=status)


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def ending_soon(request: OfficerRequest) -> HttpResponse:
    """Statuses of the officer's files that end soon: whoever needs more time asks before."""
    today = local_date(timezone.now())
    grants = ending(request.user, today, whole("office.expiry_first", today) or DAYS)
    shown = grants.select_related("person", "case").prefetch_related("person__names", "warnings")
    table = EndingTable(shown, today=today, calendar=work_calendar())
    return render(request, "returnees/ending.html", listed(request, table, grants))


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def certificate(request: OfficerRequest, number: str) -> HttpResponse:
    """One certificate, to print."""
    in_sight = Grant.objects.filter(case__in=Case.objects.visible_to(request.user))
    grant = get_object_or_404(_whole(in_sight), certificate=number)
    return _certificates(request, [grant])


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def certificates(request: OfficerRequest, number: str) -> HttpResponse:
    """All certificates of a file, one after another, to print."""
    case = get_object_or_404(Case.objects.visible_to(request.user), number=number)
    return _certificates(request, get_list_or_404(_whole(Grant.objects.filter(case=case)).order_by("pk")))


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def notice(request: OfficerRequest, number: str, kind: str) -> HttpResponse:
    """A notice or decision for the family, to print; the invitation to a hearing first asks when and where."""
    files = Case.objects.visible_to(request.user).select_related("office__region", "settlement_region", "applicant")
    case = get_object_or_404(files.prefetch_related("applicant__names"), number=number)
    found = NOTICES.get(kind)
    if found is None or case.state not in found.states:
        raise Http404
    if kind == "hearing":
        return _invitation(request, case)
    return _pdf(found.make(case), f"{case.number}-{kind}")


def _invitation(request: HttpRequest, case: Case) -> HttpResponse:
    initial = {"day": hear_by(case), "hour": time(10), "place": str(case.office)}
    form = HearingInvitationForm(request.GET if "day" in request.GET else None, initial=initial)
    if form.is_valid():
        at = datetime.combine(form.cleaned_data["day"], form.cleaned_data["hour"], tzinfo=ALMATY)
        return _pdf(hearing(case, at=at, where=form.cleaned_data["place"]), f"{case.number}-hearing")
    return answer(request, "returnees/invitation.html", "returnees/_invitation.html", form, {"case": case})


def _certificates(request: HttpRequest, grants: Sequence[Grant]) -> HttpResponse:
    def address(token: str) -> str:
        return request.build_absolute_uri(reverse("returnees:certificate_check", args=[token]))

    return _pdf(printing.certificates(grants, address), grants[0].certificate)


def _whole(grants: QuerySet[Grant]) -> QuerySet[Grant]:
    return grants.select_related("person").prefetch_related("person__names", "editions")


def _pdf(content: bytes, name: str) -> HttpResponse:
    """Shown in the browser, from where it is printed."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
