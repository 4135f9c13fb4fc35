from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.common.answers import answer
from casework.quotas import actions
from casework.quotas.forms.sheets import SheetDraftForm, SheetForm, initial_sheet
from casework.quotas.models import Order, Programme
from casework.quotas.planrow import EARLIEST_YEAR, LATEST_YEAR
from casework.quotas.queries.sheets import Sheet, sheet

LOOK = "look"  # the button that saves nothing: the sums as typed


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.SIGN_ORDER, raise_exception=True)
def establishing(request: OfficerRequest, programme: str, year: int) -> HttpResponse:
    """Draft the order that establishes a year, cell by cell."""
    found = get_object_or_404(Programme, pk=programme)
    asked = sheet(found, min(max(year, EARLIEST_YEAR), LATEST_YEAR))
    form = _form(request, SheetForm, asked, {})
    if form.is_valid():
        with form.refusals():
            order = actions.establish_plan(
                found, year=year, given=form.given, act=form.cleaned_data["act"],
                in_force_from=form.cleaned_data["in_force_from"], by=request.user, at=timezone.now(),
            )  # fmt: skip
            return redirect(order)
    return _answer(request, asked, form, None)


def revised(request: OfficerRequest, order: Order) -> HttpResponse:
    """Edit the draft of a first order."""
    asked = sheet(order.plan.programme, order.plan.year)
    form = _form(request, SheetDraftForm, asked, initial_sheet(order))
    if form.is_valid():
        with form.refusals():
            head = {name: form.cleaned_data[name] for name in ("version", "act", "in_force_from")}
            actions.revise_plan(order, **head, given=form.given, by=request.user, at=timezone.now())
            return redirect(order)
    return _answer(request, asked, form, order)


def _form(request: OfficerRequest, kind: type[SheetForm], asked: Sheet, initial: dict[str, Any]) -> SheetForm:
    """To be sent, or to be filled in further: then what was typed stands in it, and nothing is wrong yet."""
    address = request.get_full_path()
    if LOOK in request.POST:
        return kind(sheet=asked, address=address, initial=request.POST.dict())
    return kind(request.POST or None, sheet=asked, address=address, initial=initial)


def _answer(request: OfficerRequest, asked: Sheet, form: SheetForm, order: Order | None) -> HttpResponse:
    typed = request.POST if request.method == "POST" else form.initial
    told = type(form)(typed, sheet=asked)
    told.is_valid()
    back = order.get_absolute_url() if order else reverse("quotas:plans")
    context = {"programme": asked.programme, "year": asked.year, "sheet": asked, "told": told, "back": back}
    return answer(request, "quotas/sheet_form.html", "quotas/_sheet_form.html", form, context | {"order": order})
