"""The end of a year for files that still hold places: released there and held in the next one, at once."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.audit import actions as audit
from casework.cases.actions.locking import changed
from casework.cases.models import Case
from casework.cases.queries.carrying import Carriage, carriages
from casework.common.errors import NotPermitted, RuleBroken
from casework.common.workdays import local_date
from casework.quotas import actions as quotas
from casework.quotas import queries as ledger
from casework.quotas.models import Allocation, Plan
from casework.quotas.states import PlanState


@dataclass(frozen=True)
class Outcome:
    """Files whose places the next year holds from now on, and files whose places stay, each with its reason."""

    carried: list[Carriage]
    staying: list[Carriage]

    @property
    def places(self) -> int:
        return sum(one.places for one in self.carried)


@transaction.atomic
def carry_over(plan: Plan, *, by: Officer, at: datetime) -> Outcome:
    """Release what files hold in a year that is over, and hold it in the next one: by date of receipt, each file whole.

    Once a file does not fit, none received later is carried into the same allocation. RuleBroken before the year is
    over, once its books are closed, and where nothing could be carried.
    """
    _check_may(plan, by, at)
    _lock(plan)
    found = carriages(plan)
    outcome = Outcome([one for one in found if not one.why_not], [one for one in found if one.why_not])
    if not outcome.carried:
        raise RuleBroken(_("No file can be carried over; the list says why of each."))
    for one in outcome.carried:
        if one.into is not None:
            _carry(one, one.into, by=by, at=at)
    after = {"files": len(outcome.carried), "places": outcome.places, "staying": len(outcome.staying)}
    audit.record("quotas.carry_over", subject=f"{plan.programme_id}-{plan.year}", by=by, at=at, after=after)
    return outcome


def _check_may(plan: Plan, by: Officer, at: datetime) -> None:
    if not by.has_perm(Permission.SIGN_ORDER):
        raise NotPermitted(_("Places are carried into the next year by quota managers."))
    if plan.state != PlanState.OPEN:
        raise RuleBroken(_("The %(quota)s is not open.") % {"quota": plan.quota})
    if local_date(at).year <= plan.year:
        raise RuleBroken(_("The year %(year)d is not over; its files are decided with its own places.") % vars(plan))


def _lock(plan: Plan) -> None:
    """Files before allocations, each by ascending number, as every step does, so that nobody deadlocks."""
    numbers = ledger.open_holds_of_plan(plan).values("file")
    list(Case.objects.select_for_update(of=("self",)).filter(number__in=numbers).order_by("pk"))
    years = Plan.objects.filter(programme=plan.programme_id, year__in=(plan.year, plan.year + 1))
    list(Allocation.objects.select_for_update(of=("self",)).filter(plan__in=years).order_by("pk"))


def _carry(one: Carriage, into: Allocation, *, by: Officer, at: datetime) -> None:
    case = one.case
    case.allocation = into
    changed(case, "carry", by=by, at=at, fields=("allocation",), places=one.places, quota=str(into))
    for hold in one.holds:
        quotas.release(hold, key=f"{case.number}/release/{hold.pk}", by=by, at=at)
    key = f"{case.number}/hold/{case.version}"
    quotas.hold(into, places=one.places, file=case.number, key=key, ceilings=one.ceilings, by=by, at=at)
