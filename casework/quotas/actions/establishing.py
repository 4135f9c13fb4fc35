"""The first order of a year, written cell by cell where no published file is at hand."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.common.errors import RuleBroken
from casework.common.workdays import local_date
from casework.quotas.actions.drafts import check_may_sign, draft_order, revise_order
from casework.quotas.actions.plans import cells_of
from casework.quotas.models import Order, Plan, Programme
from casework.quotas.planfile import published
from casework.quotas.rules import FirstFigures, Move
from casework.quotas.states import OrderKind


@transaction.atomic
def establish_plan(
    programme: Programme, *, year: int, given: FirstFigures, act: str, in_force_from: date, by: Officer, at: datetime
) -> Order:
    """Draft the order that establishes a year; the plan and its cells are made, without a place, where they are new.

    RuleBroken where the year is established already, has another such draft, or lies neither in this year nor the next.
    """
    check_may_sign(by)
    plan = _plan(programme, year, local_date(at).year)
    return draft_order(
        plan, kind=OrderKind.ESTABLISH, act=act, in_force_from=in_force_from, **_written(plan, given), by=by, at=at
    )


@transaction.atomic
def revise_plan(
    order: Order, *, version: int, given: FirstFigures, act: str, in_force_from: date, by: Officer, at: datetime
) -> Order:
    """Write the draft of a first order anew, as `revise_order`."""
    check_may_sign(by)
    written = _written(_locked(order.plan), given)
    return revise_order(order, version=version, act=act, in_force_from=in_force_from, **written, by=by, at=at)


def _plan(programme: Programme, year: int, this_year: int) -> Plan:
    if year not in (this_year, this_year + 1):
        raise RuleBroken(_("A plan is established for this year or the next; others are loaded from their files."))
    plan, _made = Plan.objects.get_or_create(programme=programme, year=year, defaults={"unit": programme.unit})
    plan = _locked(plan)
    if plan.orders.standing().filter(kind=OrderKind.ESTABLISH, signed_at=None).exists():
        raise RuleBroken(_("A draft that establishes this plan is there already. Edit it, or discard it first."))
    return plan


def _locked(plan: Plan) -> Plan:
    return Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)


def _written(plan: Plan, given: FirstFigures) -> dict[str, Any]:
    """The lines of the order, and the plan as it publishes it."""
    cells = cells_of(plan, given.cells)
    wanted = {**given.cells, ("", ""): given.reserve}
    return {
        "moves": [Move(None, cells[key].pk, places) for key, places in wanted.items() if places],
        "figures": published(plan.unit, given.total, given.cells, given.ceilings),
    }
