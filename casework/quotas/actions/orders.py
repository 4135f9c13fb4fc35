"""Orders: the only way a limit changes."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.audit.actions import record
from casework.common.constraints import explained
from casework.common.errors import RuleBroken
from casework.common.workdays import local_date
from casework.quotas import rules
from casework.quotas.actions.closing import check_can_close, close_books
from casework.quotas.actions.ledger import write
from casework.quotas.models import Ceiling, Order, Plan
from casework.quotas.states import Kind, OrderKind, deltas


@transaction.atomic
def post_order(order: Order, *, at: datetime) -> Order:
    """Write the lines of a countersigned order into the ledger, by ascending allocation, once its day has come.

    The officer who countersigned it makes the lines. A second posting changes nothing. Raises RuleBroken before its day
    or its countersignature.
    """
    order = Order.objects.select_for_update(of=("self",)).select_related("plan").get(pk=order.pk)
    if order.posted_at is not None:
        return order
    by = countersigner(order, local_date(at))
    order.posted_at = at
    order.save(update_fields=["posted_at"])
    record("quotas.post_order", subject=order.number, by=by, at=at, after={"happened_on": order.in_force_from})
    for allocation, places in rules.net(order.moves):
        _write_line(order, allocation, places, by=by)
    if "cells" in order.figures:
        _set_ceilings(order.plan, order.figures.get("ceilings", ()))
    if order.kind == OrderKind.CLOSE:
        check_can_close(order)
        close_books(order.plan)
    return order


def countersigner(order: Order, today: date) -> Officer:
    """Who countersigned an order that may be posted today; RuleBroken while it may not."""
    if order.countersigned_by is None:
        raise RuleBroken(_("An order is posted once another officer has countersigned it."))
    if order.in_force_from > today:
        day = date_format(order.in_force_from, "j M Y")
        raise RuleBroken(_("This order comes into force on %(day)s; it is posted then.") % {"day": day})
    return order.countersigned_by


def post_due_orders(*, at: datetime, plan: Plan | None = None) -> tuple[list[Order], list[str]]:
    """Post every countersigned order whose day has come, each in its own transaction, oldest first.

    Answers what was posted and, in sentences, what was refused: one that cannot be posted holds up no other.
    """
    due = Order.objects.due(local_date(at)).select_related("plan")
    posted: list[Order] = []
    refused: list[str] = []
    for order in due.filter(plan=plan) if plan else due:
        try:
            posted.append(_posted(order, at=at))
        except RuleBroken as refusal:
            refused.append(_("Order %(order)s: %(why)s") % {"order": order.number, "why": refusal})
    return posted, refused


def _posted(order: Order, *, at: datetime) -> Order:
    with explained():
        return post_order(order, at=at)


def _set_ceilings(plan: Plan, published: Sequence[tuple[str, str, int]]) -> None:
    """Bring the ceilings to what the order publishes; those it does not name are as wide as what they took.

    The database refuses one below what is taken.
    """
    there = {(one.dimension, one.key): one for one in plan.ceilings.order_by("pk")}
    limits = {(dimension, key): places for dimension, key, places in published}
    Ceiling.objects.bulk_create(
        Ceiling(plan=plan, dimension=dimension, key=key, limit=places)
        for (dimension, key), places in limits.items()
        if (dimension, key) not in there
    )
    for margin, ceiling in there.items():
        ceiling.limit = limits.get(margin, ceiling.taken)
        ceiling.save(update_fields=["limit"])


def _write_line(order: Order, allocation: int, places: int, *, by: Officer) -> None:
    kind = Kind.ALLOT if places > 0 else Kind.CUT
    write(
        allocation_id=allocation, kind=kind, places=abs(places), effect=deltas(kind, abs(places)), order=order,
        key=f"order/{order.pk}/{allocation}", by=by, happened_on=order.in_force_from,
    )  # fmt: skip
