from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.cases.queries import persons_in_sight
from casework.common.errors import RuleBroken
from casework.common.workdays import local_date
from casework.desk import actions
from casework.desk.forms.person import EndForm, NewbornForm
from casework.desk.views.person.finding import change, find
from casework.people import actions as people
from casework.people.forms import MembershipForm
from casework.people.models import Household, Person
from casework.people.rules import MemberFacts


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def household(request: OfficerRequest, number: str) -> HttpResponse:
    """Take somebody on record into the family."""
    person = find(request, number)
    form = MembershipForm(request.POST or None, in_sight=persons_in_sight(request.user))

    def act(**signed: Any) -> object:
        got = form.cleaned_data
        return actions.take_into_family(person, got["person"], role=got["role"], since=got["since"], **signed)

    return change(request, person, form, act, title=_("Take somebody into the family"))


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def leaving(request: OfficerRequest, number: str, pk: int) -> HttpResponse:
    """End the person’s membership in the family."""
    person = find(request, number)
    membership = get_object_or_404(person.memberships, pk=pk, until=None)
    form = EndForm(request.POST or None)

    def act(**signed: Any) -> object:
        return people.leave_household(membership, until=form.cleaned_data["until"], **signed)

    return change(request, person, form, act, title=_("Leave the family"), about=membership.household.number)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def newborn(request: OfficerRequest, number: str) -> HttpResponse:
    """Register a child born into the family."""
    person = find(request, number)
    form = NewbornForm(request.POST or None)

    def act(**signed: Any) -> object:
        facts = MemberFacts(form.cleaned_data["role"], form.facts, form.names, form.documents)
        return actions.register_newborn(_household(person), facts, **signed)

    return change(request, person, form, act, title=_("Register a child"))


def _household(person: Person) -> Household:
    membership = person.memberships.select_related("household").on(local_date(timezone.now())).first()
    if membership is None:
        raise RuleBroken(_t("This person belongs to no family now; take the person into one first."))
    return membership.household
