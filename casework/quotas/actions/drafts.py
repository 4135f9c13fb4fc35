"""Orders before they are signed: drafted, edited, discarded."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.audit.actions import record
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.quotas import orderlines, rules
from casework.quotas.actions.closing import check_open
from casework.quotas.models import Order, OrderLine, Plan
from casework.quotas.rules import Move
from casework.quotas.states import OrderKind, OrderState


@transaction.atomic
def draft_order(
    plan: Plan, *, kind: str, act: str, in_force_from: date, moves: Sequence[Move], by: Officer, at: datetime,
    basis: Mapping[str, Any] | None = None, figures: Mapping[str, Any] | None = None,
) -> Order:  # fmt: skip
    """Write an order that nobody has signed; no place moves. RuleBroken where its lines are none of its kind.

    `basis`: how a percentage became these places, kept with the order and printed on it. `figures`: a whole plan as it
    is published (`planfile.published`), with the ceilings that come with it.
    """
    check_may_sign(by)
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    _check(plan, kind, in_force_from, moves)
    order = Order.objects.create(
        plan=plan,
        kind=kind,
        act=act,
        in_force_from=in_force_from,
        basis=dict(basis or {}),
        figures=dict(figures or {}),
        drafted_by=by,
        drafted_at=at,
    )
    _write_lines(order, moves)
    record("quotas.draft_order", subject=order.number, by=by, at=at, after=facts(order))
    return order


@transaction.atomic
def draft_percentage(
    plan: Plan, *, act: str, in_force_from: date, old: Decimal, new: Decimal, by: Officer, at: datetime
) -> Order:
    """Draft the change of a plan set as a percentage of the labour force; the reserve takes or gives the difference.

    No figure of a region or a category is made up; another order distributes the reserve. RuleBroken where nothing
    would change.
    """
    total = plan.allocations.aggregate(limit=Sum("limit"))["limit"] or 0
    exact, rounded = rules.by_percentage(total, old, new)
    reserve = plan.allocations.filter(region=None, category="").values_list("pk", flat=True).first()
    if reserve is None:
        raise RuleBroken(_("This plan has no reserve that could take or give the difference; load its figures first."))
    if rounded == total:
        raise RuleBroken(
            _("The whole plan has %(total)d places; this percentage changes none of them.") % {"total": total}
        )
    basis = {"old": str(old), "new": str(new), "total": total, "exact": str(exact), "rounded": rounded}
    source, target = (None, reserve) if rounded > total else (reserve, None)
    moves = [Move(source, target, abs(rounded - total))]
    return draft_order(
        plan, kind=OrderKind.CHANGE, act=act, in_force_from=in_force_from, moves=moves, basis=basis, by=by, at=at
    )


@transaction.atomic
def revise_order(
    order: Order, *, version: int, act: str, in_force_from: date, moves: Sequence[Move], by: Officer, at: datetime,
    figures: Mapping[str, Any] | None = None,
) -> Order:  # fmt: skip
    """Write a draft anew. Conflict where somebody else changed it meanwhile; RuleBroken once it is signed."""
    check_may_sign(by)
    order = lock_draft(order, version)
    if order.basis:
        raise RuleBroken(_("What a percentage came to is not edited; discard this draft and reckon it anew."))
    _check(order.plan, order.kind, in_force_from, moves)
    before = facts(order)
    order.act, order.in_force_from, order.figures = act, in_force_from, dict(figures or {})
    save(order, "act", "in_force_from", "figures")
    order.lines.all().delete()
    _write_lines(order, moves)
    record("quotas.revise_order", subject=order.number, by=by, at=at, before=before, after=facts(order))
    return order


@transaction.atomic
def discard_order(order: Order, *, version: int, by: Officer, at: datetime) -> Order:
    """Put a draft aside; it stays on record and can no longer be signed."""
    check_may_sign(by)
    order = lock_draft(order, version)
    order.discarded_by, order.discarded_at = by, at
    save(order, "discarded_by", "discarded_at")
    record("quotas.discard_order", subject=order.number, by=by, at=at)
    return order


def check_may_sign(by: Officer) -> None:
    if not by.has_perm(Permission.SIGN_ORDER):
        raise NotPermitted(_("Quota orders are drafted and signed by quota managers."))


def lock_order(order: Order, version: int) -> Order:
    """The order as it is now, locked after its plan; Conflict where it is no longer the one that was read."""
    Plan.objects.select_for_update(of=("self",)).get(pk=order.plan_id)
    found = Order.objects.select_for_update(of=("self",)).select_related("plan__programme").get(pk=order.pk)
    if found.version != version:
        raise Conflict(_("This order was changed while you read it. Look at it as it is now, then decide again."))
    return found


def lock_draft(order: Order, version: int) -> Order:
    found = lock_order(order, version)
    if found.state != OrderState.DRAFT:
        raise RuleBroken(
            _("This order is no draft any more (%(state)s). What is signed is not edited; another order follows it.")
            % {"state": found.state.label}
        )
    return found


def save(order: Order, *fields: str) -> None:
    """Save these fields with a new version."""
    order.version += 1
    order.save(update_fields=["version", *fields])


def facts(order: Order) -> dict[str, Any]:
    """What the trail keeps of an order: enough to see every edit."""
    lines = [str(line) for line in order.lines.select_related("source__region", "target__region")]
    return {"act": order.act, "in_force_from": order.in_force_from, "lines": lines}


def _write_lines(order: Order, moves: Sequence[Move]) -> None:
    OrderLine.objects.bulk_create(
        OrderLine(order=order, source_id=move.source, target_id=move.target, places=move.places) for move in moves
    )


def _check(plan: Plan, kind: str, day: date, moves: Sequence[Move]) -> None:
    """The plan takes such an order, on that day, with these lines of its own allocations."""
    check_open(plan)
    cells = {cell.pk: cell for cell in plan.allocations.all()}
    reserve = next((cell.pk for cell in cells.values() if cell.is_reserve), None)
    faults = orderlines.faults(kind, moves, reserve)
    if {end for move in moves for end in (move.source, move.target)} - {None, *cells}:
        faults.append(_("A line names an allocation of another plan."))
    if any(cell.limit is None for cell in cells.values()):
        faults.append(_("This plan counts places without limit; it takes no figures."))
    faults += _faults_of_time(plan, kind, day)
    if faults:
        raise RuleBroken(*faults)


def is_established(plan: Plan, *, but: int = 0) -> bool:
    """Whether an order of this plan was signed; `but`: the id of one that is left out."""
    return plan.orders.standing().exclude(signed_at=None).exclude(pk=but).exists()


def _faults_of_time(plan: Plan, kind: str, day: date) -> list[str]:
    faults = []
    if not date(plan.year - 1, 7, 1) <= day <= date(plan.year + 1, 12, 31):
        faults.append(_("The day must lie between July before the year of the plan and the December after it."))
    if kind == OrderKind.ESTABLISH and is_established(plan):
        faults.append(_("This plan is established already; choose “changes”."))
    return faults
