from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.common.answers import answer
from casework.quotas import actions, queries
from casework.quotas.forms.orders import (
    ActForm,
    DraftForm,
    NewOrderForm,
    OrderForm,
    PercentageForm,
    initial_of,
    lines_asked,
)
from casework.quotas.models import Order, Plan
from casework.quotas.states import OrderKind
from casework.quotas.views.establishing import revised
from casework.quotas.views.orders import HOLDS_SHOWN, find

MORE, LOOK = "more", "look"  # buttons that save nothing: another line, the figures as typed


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.SIGN_ORDER, raise_exception=True)
def new_order(request: OfficerRequest, programme: str, year: int) -> HttpResponse:
    """Draft an order of a plan; a proposal fills its lines in."""
    plan = _plan(programme, year)
    form = _form(request, NewOrderForm, plan, request.GET.dict())
    if form.is_valid():
        with form.refusals():
            order = actions.draft_order(plan, **_given(form), moves=form.moves, by=request.user, at=timezone.now())
            return redirect(order)
    return _answer(request, plan, form, None)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.SIGN_ORDER, raise_exception=True)
def draft(request: OfficerRequest, pk: int) -> HttpResponse:
    """Edit a draft."""
    order = find(pk)
    if order.kind == OrderKind.ESTABLISH:
        return revised(request, order)
    form = _form(request, DraftForm, order.plan, initial_of(order))
    if form.is_valid():
        with form.refusals():
            actions.revise_order(order, **_given(form), moves=form.moves, by=request.user, at=timezone.now())
            return redirect(order)
    return _answer(request, order.plan, form, order)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.SIGN_ORDER, raise_exception=True)
def percentage(request: OfficerRequest, programme: str, year: int) -> HttpResponse:
    """Draft the change of a plan whose percentage of the labour force changes."""
    plan = _plan(programme, year)
    form = PercentageForm(request.POST or None)
    if form.is_valid():
        with form.refusals():
            order = actions.draft_percentage(plan, **form.cleaned_data, by=request.user, at=timezone.now())
            return redirect(order)
    context = {"plan": plan, "sums": queries.sums(plan.pk, [])}
    return answer(request, "quotas/percentage.html", "quotas/_percentage.html", form, context)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.SIGN_ORDER, raise_exception=True)
def closing(request: OfficerRequest, programme: str, year: int) -> HttpResponse:
    """Draft the order that closes a year, and see what still stands in its way."""
    plan = _plan(programme, year)
    form = ActForm(request.POST or None)
    if form.is_valid():
        with form.refusals():
            given, kind = form.cleaned_data, OrderKind.CLOSE
            order = actions.draft_order(plan, kind=kind, **given, moves=[], by=request.user, at=timezone.now())
            return redirect(order)
    holds = queries.open_holds_of_plan(plan).select_related("allocation__region")
    context = {"plan": plan, "holds": holds[:HOLDS_SHOWN]}
    return answer(request, "quotas/closing.html", "quotas/_closing.html", form, context)


def _plan(programme: str, year: int) -> Plan:
    return get_object_or_404(Plan.objects.select_related("programme"), programme=programme, year=year)


def _form(request: OfficerRequest, kind: type[OrderForm], plan: Plan, initial: dict[str, Any]) -> OrderForm:
    """To be sent, or to be filled in further: then what was typed stands in it, and nothing is wrong yet."""
    address = request.get_full_path()
    if MORE in request.POST or LOOK in request.POST:
        count = lines_asked(request.POST.get("count")) + (MORE in request.POST)
        return kind(plan=plan, address=address, initial=request.POST.dict() | {"count": count})
    return kind(request.POST or None, plan=plan, address=address, initial=initial)


def _given(form: OrderForm) -> dict[str, Any]:
    """What the order says besides its lines."""
    head = ("kind", "act", "in_force_from", "version")
    return {name: form.cleaned_data[name] for name in head if name in form.cleaned_data}


def _answer(request: OfficerRequest, plan: Plan, form: OrderForm, order: Order | None) -> HttpResponse:
    context = {"plan": plan, "order": order, "sums": queries.sums(plan.pk, _typed(request, form, order))}
    return answer(request, "quotas/order_form.html", "quotas/_order_form.html", form, context)


def _typed(request: OfficerRequest, form: OrderForm, order: Order | None) -> Any:
    """The lines as far as they can be read, whether or not the form may be sent so."""
    if request.method != "POST" and (order or not request.GET):
        return order.moves if order else []
    read = type(form)(request.POST or request.GET, plan=form.plan)
    read.is_valid()
    return read.moves
