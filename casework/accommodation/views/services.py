"""Services: of a centre in a month, of a family; planned, given, struck out, told of."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from casework.accommodation.actions import services
from casework.accommodation.forms.presence import PeriodForm
from casework.accommodation.forms.services import GivenForm, OutcomesForm, PlanForm
from casework.accommodation.forms.stays import PlainForm
from casework.accommodation.models import Delivery
from casework.accommodation.queries import family_of
from casework.accommodation.queries.courses import courses_of
from casework.accommodation.queries.services import given_in, not_planned, outcomes_in, services_of
from casework.accommodation.views.finding import find_centre, find_stay, handle, may_manage, trail
from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.common.answers import Words
from casework.common.periods import months_after
from casework.common.templatetags.frame import day
from casework.common.workdays import local_date

PLAN = Words(
    gettext_lazy("Plan services"),
    gettext_lazy("What the family is to have while it lives here. When it leaves, say what came of it."),
    gettext_lazy("Put on the plan"),
    gettext_lazy("The services are on the plan of the family."),
)
GIVE = Words(
    gettext_lazy("A service was given"),
    gettext_lazy("Planned or not. Say what was given, not what was talked about."),
    gettext_lazy("Note it"),
    gettext_lazy("The service was noted."),
)
OUTCOMES = Words(
    gettext_lazy("What came of the services"),
    gettext_lazy("Of each service that was planned, also after the family has left."),
    gettext_lazy("Save"),
    gettext_lazy("The outcomes were saved."),
)
STRIKE = Words(
    gettext_lazy("Strike out a service"),
    gettext_lazy("The line stays readable and is counted no longer."),
    gettext_lazy("Strike out"),
    gettext_lazy("The line was struck out."),
    is_danger=True,
)


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def of_centre(request: OfficerRequest, code: str) -> HttpResponse:
    """What a centre gave in a month, and its courses."""
    centre, today = find_centre(request, code), local_date(timezone.now())
    form = PeriodForm({"month": request.GET.get("month") or today.strftime("%Y-%m")})
    since = date.fromisoformat(f"{form.cleaned_data['month']}-01") if form.is_valid() else today.replace(day=1)
    until = months_after(since, 1)
    context = {
        "centre": centre, "form": form, "given": given_in(centre, since, until), "courses": courses_of(centre),
        "outcomes": outcomes_in(centre, since, until), "since": since, "may_manage": may_manage(request, centre),
    }  # fmt: skip
    return render(request, "accommodation/services.html", context)


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def of_family(request: OfficerRequest, number: str) -> HttpResponse:
    """What was planned for a family, what its members were given, their courses."""
    stay = find_stay(request, number)
    context = {
        "stay": stay, "centre": stay.centre, "services": services_of(stay), "trail": trail(stay),
        "may_manage": may_manage(request, stay.centre),
    }  # fmt: skip
    return render(request, "accommodation/family_services.html", context)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def plan(request: OfficerRequest, number: str) -> HttpResponse:
    """Put services on the plan of a family."""
    stay = find_stay(request, number)
    form = PlanForm(request.POST or None, services=not_planned(stay))

    def act(given: dict[str, Any]) -> object:
        return services.plan(stay, given["services"], by=request.user, at=timezone.now())

    return handle(request, form, act, PLAN, stay, then=stay.services_url)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def give(request: OfficerRequest, number: str) -> HttpResponse:
    """Note that members of a family were given a service."""
    stay, today = find_stay(request, number), local_date(timezone.now())
    form = GivenForm(
        request.POST or None, persons=family_of(stay, stay.ended_on or today), initial={"on": stay.ended_on or today}
    )

    def act(given: dict[str, Any]) -> object:
        return services.give(stay, given["service"], form.chosen, on=given["on"], by=request.user, at=timezone.now())

    return handle(request, form, act, GIVE, stay, then=stay.services_url)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def outcomes(request: OfficerRequest, number: str) -> HttpResponse:
    """Say what came of the services that were planned for a family."""
    stay = find_stay(request, number)
    form = OutcomesForm(
        request.POST if request.method == "POST" else None, planned=stay.planned_services.select_related("service")
    )

    def act(_given: dict[str, Any]) -> object:
        return services.tell_outcomes(stay, form.outcomes, by=request.user, at=timezone.now())

    return handle(request, form, act, OUTCOMES, stay, then=stay.services_url)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def strike(request: OfficerRequest, pk: int) -> HttpResponse:
    """Strike out a service that was entered by mistake."""
    rows = Delivery.objects.visible_to(request.user).select_related("stay__centre__office", "person", "service")
    found = get_object_or_404(rows.prefetch_related("person__names"), pk=pk)
    facts = [(_("Service"), found.service), (_("To whom"), found.person), (_("Given on"), day(found.given_on))]
    return handle(
        request, PlainForm(request.POST if request.method == "POST" else None),
        lambda _given: services.strike(found, by=request.user, at=timezone.now()), STRIKE, found.stay,
        then=found.stay.services_url, facts=facts,
        consequences=[(1, _("line is struck out; nobody can bring it back."))],
    )  # fmt: skip
