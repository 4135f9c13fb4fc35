"""What the owner of the files tells of them. Ledgers know files by number only, so whoever owns them tells."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Queued:
    """A file on a waiting list, as a page shows it. `words`: why it is offered places next, or why it is not.

    `answer_by`: the last day of an offer that stands; such a file has no position, and its places count as held.
    """

    file: str
    places: int
    ranked_on: date
    points: int
    words: str
    position: int = 0
    answer_by: date | None = None


@dataclass(frozen=True)
class QueueOfAllocation:
    """A waiting list in its order: offers that stand, then those who wait. `rule`: in words, with where it stands."""

    offered: Sequence[Queued] = ()
    waiting: Sequence[Queued] = ()
    rule: str = ""
    act: str = ""

    @property
    def places(self) -> int:
        """Places that those who wait need together; no figure of the ledger contains them."""
        return sum(one.places for one in self.waiting)


def _no_list(allocation: Any, day: date) -> QueueOfAllocation:
    return QueueOfAllocation()


@dataclass(frozen=True)
class Stages:
    """`marks()`: a number for each allocation that changes whenever a file that draws on it does.

    `held(allocations)`: places held of each allocation, by the stage of their files. `names`: what a stage is called.
    `yields(since)`: of the places of files decided since a day, how many were used and how many had been held, by the
    stages that the files went through. `queue(allocation, day)`: its waiting list. `demands(plan)`: places waited for,
    by allocation.
    """

    marks: Callable[[], Mapping[int, int]]
    held: Callable[[Collection[int]], Mapping[int, Mapping[str, int]]]
    names: Mapping[str, str | Promise] = field(default_factory=dict)
    yields: Callable[[date], Mapping[str, tuple[int, int]]] = lambda since: {}
    queue: Callable[[Any, date], QueueOfAllocation] = _no_list
    demands: Callable[[Any], Mapping[int, int]] = lambda plan: {}


def _nothing(allocations: Collection[int]) -> dict[int, dict[str, int]]:
    return {}


_TELLERS: list[Stages] = []


def tell(stages: Stages) -> None:
    """Called once, by `AppConfig.ready()` of the package that owns the files."""
    if _TELLERS:
        raise ValueError("Stages are told twice.")
    _TELLERS.append(stages)


def told() -> Stages:
    return _TELLERS[0] if _TELLERS else Stages(dict, _nothing)
