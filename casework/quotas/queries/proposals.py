"""Which places should move, by the forecasts; and what a move that an officer thinks of would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.quotas.models import Allocation, Forecast, Plan
from casework.quotas.rules import moves
from casework.quotas.rules.proposal import Cap, Part, gain, propose
from casework.quotas.rules.prospects import Prospects, prospects
from casework.quotas.states import CATEGORY, REGION


@dataclass(frozen=True)
class Suggestion:
    """A line of a proposal, with its reasons in words."""

    source: Allocation
    target: Allocation
    places: int
    why_given: str
    why_taken: str


@dataclass(frozen=True)
class Proposal:
    """`saved`: places expected to be missing or unused no longer. `silent`: cells of which nothing is foretold."""

    suggestions: Sequence[Suggestion]
    saved: float
    foretold: int
    silent: Sequence[Allocation]
    day: date | None

    @property
    def places(self) -> int:
        return sum(one.places for one in self.suggestions)


@dataclass(frozen=True)
class Side:
    """An allocation with and without the change of its limit; None where nothing is foretold of it."""

    allocation: Allocation
    change: int
    before: Prospects | None
    after: Prospects | None

    @property
    def limit_after(self) -> int:
        return (self.allocation.limit or 0) + self.change


def proposal(plan: Plan) -> Proposal:
    """Donors and recipients among the cells that are foretold, and the reserve; under the ceilings over them."""
    cells = _cells(plan)
    spoken = {cell.pk: told for cell in cells if (told := forecast_of(cell)) and not told.silence}
    parts = [_part(cell, spoken.get(cell.pk)) for cell in cells if cell.pk in spoken or cell.is_reserve]
    changes = propose(parts, _caps(plan, cells))
    by_pk = {cell.pk: cell for cell in cells}
    found = [
        Suggestion(
            by_pk[line.source], by_pk[line.target], line.places,
            _why_given(by_pk[line.source], spoken.get(line.source)), _why_taken(spoken[line.target]),
        )
        for line in moves(dict(sorted(changes.items(), key=lambda pair: -abs(pair[1]))))
        if line.source is not None and line.target is not None
    ]  # fmt: skip
    silent = [cell for cell in cells if cell.pk not in spoken and not cell.is_reserve and cell.limit]
    return Proposal(
        found, gain(parts, changes), len(spoken), silent, max((f.day for f in spoken.values()), default=None)
    )


def _cells(plan: Plan) -> list[Allocation]:
    cells = plan.allocations.filter(limit__isnull=False).select_related("region", "projection__forecast")
    return sorted(cells, key=lambda cell: (cell.is_reserve, cell.label))


def forecast_of(cell: Allocation) -> Forecast | None:
    projection = getattr(cell, "projection", None)
    return projection.forecast if projection else None


def _part(cell: Allocation, told: Forecast | None) -> Part:
    demand = told.demand if told else [0.0]
    return Part(cell.pk, cell.limit or 0, max(cell.free or 0, 0), demand, takes=told is not None)


def _caps(plan: Plan, cells: Sequence[Allocation]) -> list[Cap]:
    """What ceilings over regions and categories leave beyond the places that are free under them already."""
    caps = []
    for ceiling in plan.ceilings.filter(dimension__in=(REGION, CATEGORY)):
        key = "region_id" if ceiling.dimension == REGION else "category"
        under = [cell for cell in cells if getattr(cell, key) == ceiling.key]
        left = ceiling.free - sum(cell.free or 0 for cell in under)
        caps.append(Cap(frozenset(cell.pk for cell in under), max(left, 0)))
    return caps


def _why_given(cell: Allocation, told: Forecast | None) -> str:
    if told is None:
        return _("The reserve lies undistributed: %(free)d places.") % {"free": cell.free or 0}
    left = round(told.unused or 0)
    many = ngettext("%(n)d place is expected to stay unused", "%(n)d places are expected to stay unused", left)
    chance = _("it runs out in %(share)d of 100 futures") % {"share": round(100 * (told.probability or 0))}
    return f"{many % {'n': left}}; {chance}."


def _why_taken(told: Forecast) -> str:
    missing = round(told.refused or 0)
    many = ngettext("%(n)d place is expected to be missing", "%(n)d places are expected to be missing", missing)
    facts = {"share": round(100 * (told.probability or 0)), "day": _day(told.runs_out_on)}
    words = _("runs out in %(share)d of 100 futures, most likely by %(day)s; ") if told.runs_out_on else ""
    return str(words) % facts + many % {"n": missing} + "."


def _day(day: date | None) -> str:
    return date_format(day, "j M Y") if day else ""


def what_if(source: Allocation, target: Allocation, places: int) -> list[Side]:
    """Both ends of a move that nobody has drafted yet."""
    return [_side(source, -places), _side(target, places)]


def _side(cell: Allocation, change: int) -> Side:
    told = forecast_of(cell)
    if told is None or told.silence or cell.limit is None:
        return Side(cell, change, None, None)
    return Side(cell, change, *(_prospects(told, cell, more) for more in (0, change)))


def _prospects(told: Forecast, cell: Allocation, more: int) -> Prospects:
    return prospects(told.fan, told.demand, (cell.limit or 0) + more, day=told.day, free=(cell.free or 0) + more)
