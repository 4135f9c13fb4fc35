"""What files hold and have used. A file is known here by its number alone."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casework.common.errors import RuleBroken
from casework.quotas.models import Allocation, Entry, Plan
from casework.quotas.models.plans import category_words
from casework.quotas.queries.positions import dated
from casework.quotas.states import CLOSING, Kind, PlanState
from casework.reference.models import Region


def allocation_for(programme: str, year: int, region: Region | None, category: str = "") -> Allocation:
    """The allocation that a file of this region and category draws on; RuleBroken, in a sentence, where there is none.

    A plan is split by region, by category, or by both; the reserve is never drawn.
    """
    places = Allocation.objects.filter(Q(region=region) | Q(region=None), category__in={category, ""})
    places = places.filter(plan__programme=programme, plan__year=year, plan__state=PlanState.OPEN)
    cells = [cell for cell in places.select_related("plan__programme", "region") if not cell.is_reserve]
    if not cells:
        raise RuleBroken(_without_places(_open_plan(programme, year), region, category))
    return max(cells, key=lambda cell: (cell.region_id is not None and bool(cell.category), cell.limit != 0))


def open_holds(file: str) -> list[Entry]:
    """Holds of a file that no use and no release has ended, in the order in which their allocations are locked."""
    lines = list(Entry.objects.filter(file=file).order_by("allocation_id", "pk"))
    ended = {line.closes_id for line in lines if line.kind in CLOSING}
    return [line for line in lines if line.kind == Kind.HOLD and line.pk not in ended]


def open_lines(*, as_of: date | None = None, known_at: datetime | None = None) -> QuerySet[Entry]:
    """Every hold that no use and no release has ended: now, or by the end of a day as known at a moment."""
    lines = Entry.objects.filter(dated(as_of, known_at))
    return lines.filter(~Exists(lines.filter(closes=OuterRef("pk"), kind__in=CLOSING)), kind=Kind.HOLD)


def open_holds_of(
    allocation: Allocation, *, as_of: date | None = None, known_at: datetime | None = None
) -> QuerySet[Entry]:
    """Holds on an allocation that nothing has ended, the oldest first; of a day as `open_lines`."""
    return open_lines(as_of=as_of, known_at=known_at).filter(allocation=allocation).order_by("happened_on", "pk")


def open_holds_of_plan(plan: Plan) -> QuerySet[Entry]:
    """Holds on a plan that nothing has ended, the oldest first."""
    return open_lines().filter(allocation__plan=plan).order_by("happened_on", "pk")


def places_held(files: Collection[str]) -> int:
    """Places that these files hold together, of whatever allocation."""
    return Entry.objects.filter(file__in=files).aggregate(places=Sum("d_held", default=0))["places"]


def uses(file: str) -> QuerySet[Entry]:
    """Uses of a file, whether or not places of them were given back."""
    return Entry.objects.filter(file=file, kind=Kind.USE).order_by("allocation_id", "pk")


def given_back(used: Entry) -> int:
    """Places of a use that have returned."""
    lines = Entry.objects.filter(closes=used, kind=Kind.GIVE_BACK)
    return lines.aggregate(places=Sum("places"))["places"] or 0


def _open_plan(programme: str, year: int) -> Plan:
    plan = Plan.objects.filter(programme=programme, year=year).select_related("programme").first()
    if plan is None:
        raise RuleBroken(
            _("There is no plan of the programme “%(programme)s” for %(year)d.")
            % {"programme": programme, "year": year}
        )
    if plan.state != PlanState.OPEN:
        raise RuleBroken(_("The %(quota)s is not open.") % {"quota": plan.quota})
    return plan


def _without_places(plan: Plan, region: Region | None, category: str) -> str:
    who = region or capfirst(category_words(category))
    return _("%(who)s has no places in the %(quota)s.") % {"who": who, "quota": plan.quota}
