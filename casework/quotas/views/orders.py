from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.queries import timeline
from casework.audit.submissions import once
from casework.common.answers import Words, answer
from casework.quotas import actions, queries
from casework.quotas.forms.orders import OrderVersionForm, ReturnForm
from casework.quotas.models import Order
from casework.quotas.states import OrderKind

RELATED = ("plan__programme", "drafted_by", "signed_by", "countersigned_by", "discarded_by")
HOLDS_SHOWN = 50


@require_safe
@permission_required(Permission.VIEW_QUOTAS, raise_exception=True)
def order(request: OfficerRequest, pk: int) -> HttpResponse:
    """An order: what it moves, from what to what, who signed it, and what can be done with it now."""
    found = find(pk)
    brought = queries.brought(found) if found.kind == OrderKind.OPEN else []
    context = {
        "lines": found.lines.select_related("source__region", "target__region"),
        "sources": [source.strip() for source in found.source.split("|") if source.strip()],
        "events": timeline(found.number),
        "brought": brought,
        "brought_together": sum(one.places for one in brought),
        "is_ours": request.user.pk == found.signed_by_id,
    }
    return render(request, "quotas/order.html", context | figures(found))


def find(pk: int) -> Order:
    return get_object_or_404(Order.objects.select_related(*RELATED), pk=pk)


def figures(order: Order) -> dict[str, Any]:
    """What an order changes, with its sums and, while it waits, the files that hold what it takes."""
    changes = queries.changes(order)
    return {
        "order": order,
        "plan": order.plan,
        "changes": changes,
        "old": sum(change.old for change in changes),
        "new": sum(change.new for change in changes),
        "holds": [] if order.posted_at else queries.holds_touched(order.moves)[:HOLDS_SHOWN],
    }


SIGN = Words(
    _("Sign this order"),
    _("Its lines stand from now on. Another quota manager countersigns it; until then no place moves."),
    _("Sign"),
    _("The order is signed. Another quota manager countersigns it."),
)
COUNTERSIGN = Words(
    _("Countersign this order"),
    _("The places move at once, or on its day where that has not come. It is never edited: another order follows."),
    _("Countersign"),
    _("The order is countersigned."),
)
RETURN = Words(
    _("Return this order"),
    _("It becomes a draft again, and the first signature is void."),
    _("Return the order"),
    _("The order is a draft again."),
)
DISCARD = Words(
    _("Discard this draft"),
    _("It stays on record and can no longer be signed."),
    _("Discard the draft"),
    _("The draft is discarded."),
    is_danger=True,
)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.SIGN_ORDER, raise_exception=True)
def signature(request: OfficerRequest, pk: int) -> HttpResponse:
    """Sign a draft."""
    return _step(request, find(pk), OrderVersionForm, actions.sign_order, SIGN)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.SIGN_ORDER, raise_exception=True)
def countersignature(request: OfficerRequest, pk: int) -> HttpResponse:
    """Sign an order that another quota manager has signed."""
    return _step(request, find(pk), OrderVersionForm, actions.countersign_order, COUNTERSIGN)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.SIGN_ORDER, raise_exception=True)
def returned(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give a signed order back."""
    return _step(request, find(pk), ReturnForm, actions.return_order, RETURN)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.SIGN_ORDER, raise_exception=True)
def discarded(request: OfficerRequest, pk: int) -> HttpResponse:
    """Put a draft aside."""
    return _step(request, find(pk), OrderVersionForm, actions.discard_order, DISCARD)


def _step(
    request: OfficerRequest, order: Order, kind: type[OrderVersionForm], act: Callable[..., object], words: Words
) -> HttpResponse:
    """One form, one action, one answer."""
    form = kind(request.POST or None, initial={"version": order.version})
    if form.is_valid():
        with form.refusals():
            act(order, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, str(words.done))
            return redirect(order)
    context = figures(order) | {"words": words}
    return answer(request, "quotas/order_step.html", "quotas/_order_step.html", form, context)
