"""The story of one family: what was done for it, when, and by whom; each move by the action an officer would use."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from casework.accounts.models import Officer
from casework.cases.models import Case, Pause
from casework.cases.queries.waiting import kept_until
from casework.common.workdays import ALMATY, DAY, WorkCalendar, local_date
from casework.desk.demonstration.fates import Fate
from casework.desk.demonstration.teams import Team
from casework.people.actions import register_family
from casework.people.models import Household
from casework.people.rules import FamilyFacts
from casework.returnees.models import Grant

OPENS, CLOSES = time(9), 18
CALM = 7  # days: while a file is due later than that, nobody hurries


class Over(Exception):
    """The story ends here, as the law or the quota has no way on."""


@dataclass
class Story:
    """`at` is the moment of the last move, never after `until`; `case` the file at work, `status` the first one.

    What begins with a move and goes on beside the story is put into `begun`.
    """

    facts: FamilyFacts
    fate: Fate
    team: Team
    neighbour: Team
    turn: int
    at: datetime
    until: datetime
    calendar: WorkCalendar
    dice: Random
    begun: list[Iterator[datetime]]
    household: Household = field(init=False)
    case: Case = field(init=False)
    status: Case = field(init=False)

    def told(self, moves: Mapping[str, "Move"], otherwise: "Move") -> Iterator[datetime]:
        """Say when the next move is, and make it when asked to go on."""
        yield self.at
        self.household = register_family(self.facts, office=self.team.office, by=self.registrar, at=self.at)
        for move in self.fate.road:
            self._wait(move)
            if isinstance(move, str) and move not in WAITING_ONLY:
                yield self.at
                try:
                    moves.get(move, otherwise)(self, move)
                except Over:
                    return

    @property
    def registrar(self) -> Officer:
        """Who took the family in, while its file stays at the office."""
        return self.team.caseworkers[self.turn % len(self.team.caseworkers)]

    @property
    def signatory(self) -> Officer:
        """Another caseworker of the office: whoever registers a file does not decide it."""
        return self.team.caseworkers[(self.turn + 1) % len(self.team.caseworkers)]

    @property
    def today(self) -> date:
        return local_date(self.at)

    @property
    def version(self) -> int:
        """The version of the file as it is now."""
        return Case.objects.values_list("version", flat=True).get(pk=self.case.pk)

    def later(self) -> datetime:
        """Go on to the next hour of work."""
        return self._go_to(self._next_hour())

    def _wait(self, move: str | int) -> None:
        if isinstance(move, int):
            self._go_to(self.at + timedelta(days=self.dice.randint(move * 2 // 3, move * 4 // 3)))
        elif move in WAITS:
            self._go_to(datetime.combine(WAITS[move](self), OPENS, ALMATY))
        elif self.fate.road[0] != move:
            self.later()

    def _next_hour(self) -> datetime:
        """Some hours later on the same day, else a morning; days later where the file is not due for long."""
        later = self.at + timedelta(hours=2, minutes=self.dice.randint(5, 55))
        if self._is_calm:
            later = morning(self.today + DAY * self.dice.randint(1, 4), self.calendar, self.dice)
        if later.hour < CLOSES and later.date() == self.today and self.calendar.is_working(self.today):
            return later
        return max(later, morning(self.today + DAY, self.calendar, self.dice))

    @property
    def _is_calm(self) -> bool:
        due = self.case.due_on if hasattr(self, "case") else None
        return due is not None and due > self.today + CALM * DAY

    def _go_to(self, moment: datetime) -> datetime:
        self.at = min(max(moment, self.at), self.until)
        return self.at


Move = Callable[[Story, str], object]


def morning(day: date, calendar: WorkCalendar, dice: Random) -> datetime:
    """Some time after nine, on that day or the next working day."""
    while not calendar.is_working(day):
        day += DAY
    return datetime.combine(day, OPENS, ALMATY) + timedelta(minutes=dice.randint(2, 90))


def _end_of_status(story: Story) -> date:
    return Grant.objects.filter(case=story.status).order_by("until").values_list("until", flat=True)[0]


def _hold_is_over(story: Story) -> date:
    last = kept_until(Pause.objects.get(case=story.case, until=None))
    return (last or story.today) + DAY


WAITS: Mapping[str, Callable[[Story], date]] = {
    "nearly over": lambda story: _end_of_status(story) - 27 * DAY,
    "lapse": _hold_is_over,
}
"""Until which day such a move waits."""
WAITING_ONLY = ("nearly over",)
