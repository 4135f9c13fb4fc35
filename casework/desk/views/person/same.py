from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.desk.forms.person import ConfirmForm, ReasonForm, SameForm
from casework.desk.queries.intake import cards
from casework.desk.queries.pairs import Facing, facing
from casework.desk.queries.person import links
from casework.desk.views.person.finding import change, find
from casework.people import actions
from casework.people.models import SamePerson


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def same(request: OfficerRequest, number: str) -> HttpResponse:
    """Propose that another record is the same human being; another officer confirms."""
    person = find(request, number)
    form = SameForm(request.POST or None)

    def act(**signed: Any) -> object:
        return actions.propose_same(person, form.cleaned_data["other"], reason=form.cleaned_data["reason"], **signed)

    return change(request, person, form, act, title=_("Same person as another record"))


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def confirmation(request: OfficerRequest, number: str, pk: int) -> HttpResponse:
    """Join the two records; the officer who proposed it is refused."""
    person = find(request, number)
    link = get_object_or_404(links(person), pk=pk)

    def act(**signed: Any) -> object:
        return actions.confirm_same(link, **signed)

    form = ConfirmForm(request.POST or None)
    return change(
        request, person, form, act, title=_("Confirm: the same person"), link=link, facing=_both(request, link)
    )


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def undoing(request: OfficerRequest, number: str, pk: int) -> HttpResponse:
    """Part the two records again, or turn the proposal down."""
    person = find(request, number)
    link = get_object_or_404(links(person), pk=pk)
    form = ReasonForm(request.POST or None)

    def act(**signed: Any) -> object:
        return actions.undo_same(link, reason=form.cleaned_data["reason"], **signed)

    return change(request, person, form, act, title=_("Not the same person"), link=link, facing=_both(request, link))


def _both(request: OfficerRequest, link: SamePerson) -> Facing:
    """Both records with their open files, before anything is decided about them."""
    shown = facing(link.record, link.other_record, request.user)
    actions.record_cards_shown(cards([side.face for side in shown.sides]), by=request.user, at=timezone.now())
    return shown
