"""Signatures of an order: the first, the second by another quota manager, or its return."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.accounts.models import Officer
from casework.audit.actions import record
from casework.common.errors import RuleBroken
from casework.common.sweeps import hint
from casework.common.workdays import local_date
from casework.quotas import queries, rules
from casework.quotas.actions.closing import check_can_close, check_open
from casework.quotas.actions.drafts import check_may_sign, facts, is_established, lock_draft, lock_order, save
from casework.quotas.actions.orders import post_order
from casework.quotas.models import Allocation, Order
from casework.quotas.states import OrderKind, OrderState

SHOWN = 20  # files named in a refusal


@transaction.atomic
def sign_order(order: Order, *, version: int, by: Officer, at: datetime) -> Order:
    """Sign a draft; its lines stand from now on.

    Raises RuleBroken with everything that stands in the way where an allocation would fall below what it holds and has
    used; only free places move.
    """
    check_may_sign(by)
    order = lock_draft(order, version)
    _check_stands(order)
    order.signed_by, order.signed_at = by, at
    save(order, "signed_by", "signed_at")
    record("quotas.sign_order", subject=order.number, by=by, at=at, after=facts(order))
    return order


@transaction.atomic
def countersign_order(order: Order, *, version: int, by: Officer, at: datetime) -> Order:
    """Sign a signed order as another quota manager; it is posted at once where its day has come, else on its day."""
    order = _lock_signed(order, version, by)
    _check_stands(order)
    order.countersigned_by, order.countersigned_at = by, at
    save(order, "countersigned_by", "countersigned_at")
    record("quotas.countersign_order", subject=order.number, by=by, at=at, after=facts(order))
    if order.in_force_from <= local_date(at):
        return post_order(order, at=at)
    hint("quotas.post_orders")
    return order


@transaction.atomic
def return_order(order: Order, *, version: int, because: str, by: Officer, at: datetime) -> Order:
    """Give a signed order back as a draft, with the reason; the first signature is void."""
    check_may_sign(by)
    order = lock_order(order, version)
    _check_signed(order)
    order.signed_by = order.signed_at = None
    save(order, "signed_by", "signed_at")
    record("quotas.return_order", subject=order.number, by=by, at=at, note=because)
    return order


def _lock_signed(order: Order, version: int, by: Officer) -> Order:
    check_may_sign(by)
    order = lock_order(order, version)
    _check_signed(order)
    if by.pk == order.signed_by_id:
        raise RuleBroken(_("An order is countersigned by another officer than its signatory."))
    return order


def _check_signed(order: Order) -> None:
    if order.state != OrderState.SIGNED:
        raise RuleBroken(
            _("This order does not wait for a second signature: %(state)s.") % {"state": order.state.label}
        )


def _check_stands(order: Order) -> None:
    """Whether the ledger would take it as it is now; at its posting the database judges again."""
    check_open(order.plan)
    if order.kind == OrderKind.ESTABLISH and is_established(order.plan, but=order.pk):
        raise RuleBroken(_("This plan was established meanwhile; discard this draft, and choose “changes”."))
    if order.kind == OrderKind.CLOSE:
        check_can_close(order)
    obstacles = list(_obstacles(order))
    if obstacles:
        raise RuleBroken(*obstacles)


def _obstacles(order: Order) -> Iterator[str]:
    """A sentence for each allocation that would fall below what it holds and has used, with the files that hold."""
    lost = {pk: places for pk, places in rules.net(order.moves) if places < 0}
    cells = Allocation.objects.select_for_update(of=("self",)).filter(pk__in=lost).order_by("pk")
    for cell in cells.select_related("region"):
        left = (cell.limit or 0) + lost[cell.pk]
        if left < cell.held + cell.used:
            yield _sentence(cell, left)


def _sentence(cell: Allocation, left: int) -> str:
    figures = {"cell": cell.label, "left": left, "held": cell.held, "used": cell.used, "free": cell.free}
    below = _(
        "%(cell)s: %(left)d would be left, but %(held)d are held and %(used)d used; only the %(free)d free places move."
    )
    return " ".join([below % figures, *_in_the_way(cell)])


def _in_the_way(cell: Allocation) -> Iterator[str]:
    held = [(hold.file, hold.places) for hold in queries.open_holds_of(cell)[: SHOWN + 1]]
    if held:
        named = ", ".join(f"{file} ({places})" for file, places in held[:SHOWN])
        more = _(" and more") if len(held) > SHOWN else ""
        yield ngettext("It is held by %(files)s%(more)s.", "They are held by %(files)s%(more)s.", len(held)) % {
            "files": named, "more": more
        }  # fmt: skip
