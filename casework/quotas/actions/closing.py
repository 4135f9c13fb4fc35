"""The end of a year: its books close once nothing is held."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.common.errors import RuleBroken
from casework.quotas import queries
from casework.quotas.models import Order, Plan
from casework.quotas.states import PlanState

SHOWN = 20  # files named in a refusal


def check_open(plan: Plan) -> None:
    if plan.state == PlanState.CLOSED:
        raise RuleBroken(_("The books of this year are closed; its figures no longer change."))


def check_can_close(order: Order) -> None:
    """Raise RuleBroken with what stands in the way: orders that wait for their day, and files that hold places.

    Each such file is decided. The allocations are locked first: whoever would hold places meanwhile waits, and then
    finds the books as they are left.
    """
    plan = order.plan
    list(plan.allocations.select_for_update(of=("self",)).order_by("pk"))
    others = plan.orders.filter(countersigned_at__isnull=False, posted_at=None).exclude(pk=order.pk)
    if waiting := [other.number for other in others.select_related("plan")]:
        raise RuleBroken(_("Orders wait for their day: %(orders)s.") % {"orders": ", ".join(waiting)})
    _check_nothing_held(plan)


def _check_nothing_held(plan: Plan) -> None:
    held = list(queries.open_holds_of_plan(plan).values_list("file", "places"))
    if held:
        named = ", ".join(f"{file} ({places})" for file, places in held[:SHOWN])
        many = ngettext(
            "%(n)d file still holds places: %(files)s%(more)s.",
            "%(n)d files still hold places: %(files)s%(more)s.",
            len(held),
        )
        more = _(" and more") if len(held) > SHOWN else ""
        raise RuleBroken(
            many % {"n": len(held), "files": named, "more": more},
            _("Each is decided; then the year can be closed."),
        )


def close_books(plan: Plan) -> None:
    """From now on nothing moves: what returns is noted without effect."""
    plan.allocations.update(is_closed=True)
    plan.state = PlanState.CLOSED
    plan.save(update_fields=["state"])
