"""What a step will do to the places of a quota, in figures, before anybody signs it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from casework.cases import rules
from casework.cases.models import Case
from casework.cases.states import Outcome
from casework.common.flow import Effect, Step
from casework.quotas import queries as ledger
from casework.quotas.models import Allocation


@dataclass(frozen=True)
class Impact:
    """Places the step takes or returns, and what is free before and after; free is None where there is no limit."""

    allocation: Allocation
    effect: Effect
    places: int
    returned: int
    free_before: int | None
    free_after: int | None

    @property
    def is_short(self) -> bool:
        return self.free_after is not None and self.free_after < 0


def held_places(case: Case) -> int:
    return sum(hold.places for hold in ledger.open_holds(case.number))


def impact(
    case: Case, step: Step, allocation: Allocation | None, outcomes: Mapping[int, str] | None = None
) -> Impact | None:
    """The figures of this moment for a step that moves places; None for one that moves none."""
    if allocation is None or step.effect not in CHANGES:
        return None
    places, returned = CHANGES[step.effect](case, allocation, outcomes)
    free = allocation.free
    taken = places if step.effect == Effect.HOLD else 0
    after = None if free is None else free - taken + returned
    return Impact(allocation, step.effect, places, returned, free, after)


def _hold(case: Case, allocation: Allocation, outcomes: Mapping[int, str] | None) -> tuple[int, int]:
    return rules.places(allocation.plan.unit, case.members.filter(is_counted=True).count()), 0


def _use(case: Case, allocation: Allocation, outcomes: Mapping[int, str] | None) -> tuple[int, int]:
    counted = case.members.filter(is_counted=True).values_list("pk", flat=True)
    granted = [pk for pk in counted if outcomes is None or outcomes.get(pk) == Outcome.GRANTED]
    used = rules.places(allocation.plan.unit, len(granted))
    return used, held_places(case) - used


def _release(case: Case, allocation: Allocation, outcomes: Mapping[int, str] | None) -> tuple[int, int]:
    return 0, held_places(case)


def _give_back(case: Case, allocation: Allocation, outcomes: Mapping[int, str] | None) -> tuple[int, int]:
    return 0, sum(entry.places - ledger.given_back(entry) for entry in ledger.uses(case.number))


Change = Callable[[Case, Allocation, Mapping[int, str] | None], tuple[int, int]]
CHANGES: Mapping[Effect, Change] = {
    Effect.HOLD: _hold,
    Effect.USE: _use,
    Effect.RELEASE: _release,
    Effect.GIVE_BACK: _give_back,
}
