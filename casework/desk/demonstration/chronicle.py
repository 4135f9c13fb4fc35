"""The stories of many families told together, day by day, as they happened at their offices."""

import heapq
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import count
from random import Random

from casework.common.workdays import DAY, WorkCalendar, local_date
from casework.desk.demonstration import between, moves
from casework.desk.demonstration.fates import FATES, Fate, fates
from casework.desk.demonstration.stories import Story, morning
from casework.desk.demonstration.teams import HALVES, Team, office_of, teams
from casework.people.generated import family_of_today
from casework.reference.queries import work_calendar

SEED = 1991
MOVES = {**moves.MOVES, **between.MOVES}
Tale = Iterator[datetime]


def tell(edition: int, half: int, *, wanted: int, at: datetime) -> int:
    """Tell what became of the families of an edition that came to one half of the offices; gives how many did."""
    here, begun = teams(half, local_date(at)), list[Tale]()
    stories = list(_stories(edition, half, here, begun, wanted, at))
    begun += [story.told(MOVES, moves.decide_or_step) for story in stories]
    _in_order(begun)
    if edition == 0:
        between.leave(here, at)
    return len(stories)


def _in_order(begun: list[Tale]) -> None:
    """Let each tale go on at the moment it names, the earliest first; those that begin meanwhile join in."""
    waiting: list[tuple[datetime, int, Tale]] = []
    numbers = count()  # of several at one moment, whoever waited longest
    while begun or waiting:
        tale = begun.pop(0) if begun else heapq.heappop(waiting)[2]
        following = next(tale, None)
        if following is not None:
            heapq.heappush(waiting, (following, next(numbers), tale))


def _stories(
    edition: int, half: int, here: Mapping[str, Team], begun: list[Tale], wanted: int, at: datetime
) -> Iterator[Story]:
    calendar = work_calendar()
    for number, fate in enumerate(fates(wanted, Random(f"{SEED}/{edition}")), start=1):  # noqa: S311 the same each time
        dice = Random(f"{SEED}/{edition}/{number}")  # noqa: S311 the same each time
        code = office_of(fate, dice, is_first=number <= len(FATES))
        if code in here:
            came = _came(fate, at, calendar, dice)
            facts = family_of_today(SEED + edition, number, on=local_date(came))
            neighbour = here[_neighbour(code, half)]
            yield Story(facts, fate, here[code], neighbour, number, came, at, calendar, dice, begun)


def _neighbour(code: str, half: int) -> str:
    """The office after this one in its half."""
    offices = HALVES[half]
    return offices[(offices.index(code) + 1) % len(offices)]


def _came(fate: Fate, at: datetime, calendar: WorkCalendar, dice: Random) -> datetime:
    """A morning within the ages of the fate: of that day, or of the working day before it."""
    day = local_date(at) - DAY * dice.randint(fate.newest, fate.oldest)
    while not calendar.is_working(day):
        day -= DAY
    return min(morning(day, calendar, dice), at)
