"""Files that still hold places when their year ends, and where each could hold them in the next one."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from casework.cases.models import Case, Decision
from casework.cases.procedures import registered
from casework.cases.states import DecisionState
from casework.common.errors import RuleBroken
from casework.quotas import queries as ledger
from casework.quotas.models import Allocation, Ceiling, Entry, Plan
from casework.quotas.queries.files import open_holds_of_plan
from casework.reference.models import Region

Find = Callable[[str, Region, str], Allocation]


@dataclass(frozen=True)
class Carriage:
    """A file with the places it holds in a plan that ends, and the allocation that could hold them from then on.

    `why_not` says in a sentence why they stay where they are; such a file is decided, or carried once that is mended.
    """

    case: Case
    holds: tuple[Entry, ...]
    into: Allocation | None = None
    ceilings: tuple[int, ...] = ()
    why_not: str = ""

    @property
    def places(self) -> int:
        return sum(hold.places for hold in self.holds)


def carriages(plan: Plan) -> list[Carriage]:
    """Every file that holds places in a plan, by date of receipt: in this order they are carried, and nobody overtakes.

    Once a file does not fit into an allocation, no later one is carried into it either.
    """
    holds: dict[str, list[Entry]] = defaultdict(list)
    for hold in open_holds_of_plan(plan).select_related("allocation"):
        holds[hold.file].append(hold)
    files = Case.objects.filter(number__in=holds).select_related("settlement_region", "office", "applicant")
    room = _Room(plan)
    proposed = set(_proposals(files).values_list("case", flat=True))
    ordered = files.prefetch_related("applicant__names").order_by("received_on", "number")
    return [_carriage(case, tuple(holds[case.number]), room, case.pk in proposed) for case in ordered]


def _proposals(files: QuerySet[Case]) -> QuerySet[Decision]:
    return Decision.objects.filter(case__in=files, state=DecisionState.PROPOSED)


def _carriage(case: Case, holds: tuple[Entry, ...], room: "_Room", is_proposed: bool) -> Carriage:
    if is_proposed:
        return Carriage(case, holds, why_not=_("A decision waits for its second signature; it comes first."))
    if room.unit != room.next_unit:
        words = _("The next year counts in %(unit)s; places of this one cannot be carried there.")
        return Carriage(case, holds, why_not=words % {"unit": room.next_unit})
    try:
        into = room.find(_programme(case), case.settlement_region, holds[0].allocation.category)
    except RuleBroken as refusal:
        return Carriage(case, holds, why_not=str(refusal))
    over = room.ceilings(holds)
    why_not = room.take(into, over, sum(hold.places for hold in holds))
    return Carriage(case, holds, into, over, why_not)


def _programme(case: Case) -> str:
    programme = registered()[case.procedure].programme
    return programme(case) if programme else ""


class _Room:
    """What is free in the next year, as files are put there one after the other."""

    def __init__(self, plan: Plan) -> None:
        self.next: Plan | None = Plan.objects.filter(programme=plan.programme_id, year=plan.year + 1).first()
        self.year = plan.year + 1
        self.unit, self.next_unit = plan.unit, self.next.unit if self.next else plan.unit
        self.free: dict[int, int | None] = {}
        self.full: set[int] = set()
        self.margins = {one.pk: (one.dimension, one.key) for one in plan.ceilings.all()}
        following = Ceiling.objects.filter(plan=self.next) if self.next else Ceiling.objects.none()
        self.over = {(one.dimension, one.key): one for one in following}
        self.left = {one.pk: one.free for one in self.over.values()}
        self.find: Find = cache(self._find)

    def _find(self, programme: str, region: Region, category: str) -> Allocation:
        return ledger.allocation_for(programme, self.year, region, category)

    def ceilings(self, holds: Iterable[Entry]) -> tuple[int, ...]:
        """The ceilings of the next year over the same margins as these holds."""
        keys = {self.margins[pk] for hold in holds for pk in hold.ceilings}
        return tuple(sorted(self.over[key].pk for key in keys if key in self.over))

    def take(self, into: Allocation, over: tuple[int, ...], places: int) -> str:
        """Set places aside; why not, where they do not fit, and then nobody after them either."""
        if into.pk in self.full:
            return _("A file received earlier does not fit; nobody overtakes it.")
        free = self.free.setdefault(into.pk, into.free)
        if (free is not None and free < places) or any(self.left[pk] < places for pk in over):
            self.full.add(into.pk)
            words = _("%(places)d places are needed, and %(cell)s of %(year)d has %(free)d left.")
            least = min([self.left[pk] for pk in over] + ([] if free is None else [free]))
            return words % {"places": places, "cell": into.label, "year": self.year, "free": max(least, 0)}
        self.free[into.pk] = None if free is None else free - places
        self.left.update({pk: self.left[pk] - places for pk in over})
        return ""
