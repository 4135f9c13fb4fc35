"""Plans as published, brought into force by orders."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.audit.actions import record
from casework.common.errors import NotPermitted, RuleBroken
from casework.common.workdays import local_date
from casework.quotas import rules
from casework.quotas.actions.orders import post_order
from casework.quotas.models import Allocation, Order, OrderLine, Plan
from casework.quotas.planfile import Fault, FileRefused, PlanFile
from casework.quotas.states import OrderKind, PlanState

Cells = dict[tuple[str, str], Allocation]


@dataclass(frozen=True)
class Signatories:
    """Two different officers who sign an order: its author, and the one who countersigns."""

    first: Officer
    second: Officer

    def check(self) -> None:
        """Raise where the law of four eyes is not kept."""
        if self.first.pk == self.second.pk:
            raise RuleBroken(_("An order is countersigned by another officer than its signatory."))
        for officer in (self.first, self.second):
            if not officer.has_perm(Permission.SIGN_ORDER):
                raise NotPermitted(_("%(officer)s may not sign quota orders.") % {"officer": officer.username})


@transaction.atomic
def load_plan(file: PlanFile, *, by: Signatories, at: datetime) -> Order | None:
    """Bring a plan to published figures by one order of the differences; None where these were loaded before.

    The order is posted at once when its day has come, else it waits. Raises FileRefused with the line and the figures
    where a cell would fall below what is held and used, and RuleBroken where the signatories or the day do not fit.
    """
    by.check()
    plan = _locked_plan(file)
    if plan.orders.filter(figures=file.figures, countersigned_by__isnull=False).exists():
        return None
    day = _comes_into_force(plan, file, local_date(at))
    _post_waiting(plan, at)
    cells = cells_of(plan, file.places)
    differences = _differences(plan, cells, file, day)
    order = _drafted(plan, file, day, by, at)
    OrderLine.objects.bulk_create(
        OrderLine(order=order, source_id=move.source, target_id=move.target, places=move.places)
        for move in rules.moves(differences)
    )
    _sign(order, by, at)
    return post_order(order, at=at) if day <= local_date(at) else order


def _locked_plan(file: PlanFile) -> Plan:
    """The plan, made where it is new; two loads at once wait for each other here."""
    Plan.objects.get_or_create(programme_id=file.programme, year=file.year, defaults={"unit": file.unit})
    plan = Plan.objects.select_for_update(of=("self",)).get(programme=file.programme, year=file.year)
    if plan.state == PlanState.CLOSED:
        raise RuleBroken(_("The plan of this year is closed; its figures no longer change."))
    if plan.unit != file.unit:
        raise FileRefused(Fault(file.total_line, _("This plan counts in %(unit)s.") % {"unit": plan.unit}))
    return plan


def _comes_into_force(plan: Plan, file: PlanFile, today: date) -> date:
    """The day the file names; else 1 January for a first order, then today, or when the figures it replaces do."""
    standing = plan.orders.filter(figures__has_key="cells", countersigned_by__isnull=False)
    latest = standing.aggregate(day=Max("in_force_from"))["day"]
    if file.in_force_from is None:
        return max(today, latest) if latest else date(plan.year, 1, 1)
    if latest and file.in_force_from < latest:
        message = _("Later figures, in force from %(day)s, are already loaded; earlier ones can no longer be added.")
        raise FileRefused(Fault(file.total_line, message % {"day": date_format(latest, "j M Y")}))
    return file.in_force_from


def _post_waiting(plan: Plan, at: datetime) -> None:
    for order in plan.orders.due(local_date(at)):
        post_order(order, at=at)


def cells_of(plan: Plan, named: Iterable[tuple[str, str]]) -> Cells:
    """Every allocation of the plan, locked, with those that are named and the reserve made where they are new."""
    there = {(cell.region_id or "", cell.category) for cell in plan.allocations.all()}
    Allocation.objects.bulk_create(
        Allocation(plan=plan, region_id=region or None, category=category)
        for region, category in [("", ""), *named]
        if (region, category) not in there
    )
    if plan.allocations.filter(limit=None).exists():
        raise RuleBroken(_("This plan counts places without limit; it takes no figures."))
    locked = plan.allocations.select_for_update(of=("self",)).select_related("region").order_by("pk")
    return {(cell.region_id or "", cell.category): cell for cell in locked}


def _differences(plan: Plan, cells: Cells, file: PlanFile, day: date) -> dict[int, int]:
    """What each allocation gains or loses, by id; FileRefused where it would fall below what is held and used."""
    wanted = {cell: file.places.get(cell, 0) for cell in cells} | {("", ""): file.reserve}
    faults = [_below(file, key, cells[key], places) for key, places in wanted.items() if _too_low(cells[key], places)]
    if faults:
        raise FileRefused(*faults)
    waiting = _waiting(plan, day)
    return {cell.pk: wanted[key] - (cell.limit or 0) - waiting.get(cell.pk, 0) for key, cell in cells.items()}


def _too_low(cell: Allocation, places: int) -> bool:
    return places < cell.held + cell.used


def _below(file: PlanFile, key: tuple[str, str], cell: Allocation, places: int) -> Fault:
    message = _("%(cell)s: %(places)d is less than the %(held)d held and %(used)d used.")
    return Fault(
        file.lines.get(key, file.total_line),
        message % {"cell": cell.label, "places": places, "held": cell.held, "used": cell.used},
    )


def _waiting(plan: Plan, day: date) -> Mapping[int, int]:
    """What countersigned orders still to be posted will change by this day."""
    orders = plan.orders.due(day).prefetch_related("lines")
    return dict(rules.net(move for order in orders for move in order.moves))


def _drafted(plan: Plan, file: PlanFile, day: date, by: Signatories, at: datetime) -> Order:
    return Order.objects.create(
        plan=plan,
        kind=OrderKind.CHANGE if plan.orders.standing().exists() else OrderKind.ESTABLISH,
        act=file.act,
        in_force_from=day,
        drafted_by=by.first,
        drafted_at=at,
        figures=file.figures,
        source=file.source,
    )


def _sign(order: Order, by: Signatories, at: datetime) -> None:
    """Both at once: whoever loads the file answers for its two signatories."""
    order.signed_by, order.signed_at = by.first, at
    order.countersigned_by, order.countersigned_at = by.second, at
    order.save(update_fields=["signed_by", "signed_at", "countersigned_by", "countersigned_at"])
    after = {
        "figures": order.figures, "act": order.act, "in_force_from": order.in_force_from,
        "signed_by": by.first.username,
    }  # fmt: skip
    record("quotas.load_plan", subject=order.number, by=by.second, at=at, after=after)
