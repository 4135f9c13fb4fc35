from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.cases.queries import persons_in_sight
from casework.desk.forms.kin import DeathForm, HeadForm, MarriageForm, SplitForm
from casework.desk.views.person.finding import change, find
from casework.people import actions
from casework.people.models import Membership, Person


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def head(request: OfficerRequest, number: str) -> HttpResponse:
    """Make the person the head of the family."""
    person = find(request, number)
    form = HeadForm(request.POST or None)

    def act(**signed: Any) -> object:
        return actions.name_head(person, **form.cleaned_data, **signed)

    return change(request, person, form, act, title=_("New head of the family"))


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def split(request: OfficerRequest, number: str) -> HttpResponse:
    """Let the person and some of the family be a family of their own."""
    person = find(request, number)
    form = SplitForm(request.POST or None, family=_relatives(request, person))

    def act(**signed: Any) -> object:
        got = form.cleaned_data
        return actions.split_household(person, got["others"], since=got["since"], **signed)

    return change(request, person, form, act, title=_("A family of their own"))


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def death(request: OfficerRequest, number: str) -> HttpResponse:
    """Write down a death; the membership in the family ends with it."""
    person = find(request, number)
    form = DeathForm(request.POST or None)

    def act(**signed: Any) -> object:
        return actions.record_death(person, form.cleaned_data["died_on"], **signed)

    return change(request, person, form, act, title=_("Record a death"))


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def marriage(request: OfficerRequest, number: str) -> HttpResponse:
    """Write down a marriage: two persons are one family from its day on."""
    person = find(request, number)
    form = MarriageForm(request.POST or None, in_sight=persons_in_sight(request.user))

    def act(**signed: Any) -> object:
        return actions.marry(person, form.cleaned_data["spouse"], on=form.cleaned_data["on"], **signed)

    return change(request, person, form, act, title=_("Record a marriage"))


def _relatives(request: OfficerRequest, person: Person) -> QuerySet[Person]:
    """The others of the family of today, as far as the officer sees them."""
    own = Membership.objects.filter(person=person, until=None).values("household")
    members = Membership.objects.filter(household__in=own, until=None).exclude(person=person)
    return persons_in_sight(request.user).filter(pk__in=members.values("person")).prefetch_related("names")
