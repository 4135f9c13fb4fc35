"""The figures of a head's office, each counted by the question of the list that explains it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import Count, QuerySet

from casework.accounts.models import Absence, Officer
from casework.accounts.queries import away
from casework.cases.models import Case
from casework.cases.queries import Colleague, colleagues
from casework.cases.states import OPEN, State
from casework.common.workdays import first_moment, local_date
from casework.desk import queues
from casework.quotas import queries as ledger

DECIDED = (
    State.GRANTED,
    State.EXTENDED,
    State.INCLUDED,
    State.APPROVED,
    State.ISSUED,
    State.REFUSED,
    State.REFUSED_ACCEPTANCE,
)


@dataclass(frozen=True)
class InState:
    """Open files in one state."""

    state: State
    files: int


@dataclass(frozen=True)
class Holding:
    """Overdue files that hold places: how many, how many places, and for how many days the longest is overdue."""

    files: int
    places: int
    days: int


@dataclass(frozen=True)
class Decided:
    """Files decided with one outcome; calendar days from receipt to decision: half took no longer, nine of ten not."""

    state: State
    files: int
    median: float
    nine_of_ten: int


@dataclass(frozen=True)
class Figures:
    """An office today; that of a national officer is the whole country, but its officers are those of the office."""

    open: int
    by_state: list[InState]
    overdue: int
    stuck: int
    holding: Holding
    month: date
    decided: list[Decided]
    officers: list[Colleague]
    away: QuerySet[Absence]

    @property
    def decided_files(self) -> int:
        return sum(one.files for one in self.decided)


def figures(officer: Officer, today: date) -> Figures:
    counts = queues.counts(officer, today=today)
    month = today.replace(day=1)
    return Figures(
        open=counts[queues.RUNNING.slug], by_state=_by_state(officer, today), overdue=counts[queues.OVERDUE.slug],
        stuck=counts[queues.STUCK.slug], holding=_holding(officer, today), month=month,
        decided=_decided(officer, month), officers=colleagues(officer.office, today),
        away=away(officer.office, today),
    )  # fmt: skip


def _by_state(officer: Officer, today: date) -> list[InState]:
    running = queues.in_queue(queues.RUNNING, officer, today).order_by()
    found = dict(running.values_list("state").annotate(files=Count("pk")))
    return [InState(State(state), found[state]) for state in OPEN if state in found]


def _holding(officer: Officer, today: date) -> Holding:
    files = list(queues.in_queue(queues.HOLDING, officer, today))
    places = ledger.places_held([case.number for case in files])
    return Holding(len(files), places, max((_days_over(case, today) for case in files), default=0))


def _days_over(case: Case, today: date) -> int:
    return ((case.clock_stopped_on or today) - case.due_on).days if case.due_on else 0


def _decided(officer: Officer, month: date) -> list[Decided]:
    files = Case.objects.visible_to(officer).filter(state__in=DECIDED, closed_at__gte=first_moment(month))
    if not officer.is_national:
        files = files.filter(office=officer.office_id)
    days: dict[str, list[int]] = {}
    for state, received_on, closed_at in files.order_by().values_list("state", "received_on", "closed_at"):
        if closed_at is not None:
            days.setdefault(state, []).append((local_date(closed_at) - received_on).days)
    return [Decided(state, len(days[state]), *in_half_and_most(days[state])) for state in DECIDED if state in days]


def in_half_and_most(days: Sequence[int]) -> tuple[float, int]:
    """The median, and within how many days nine of ten were done.

    >>> in_half_and_most([1, 2, 3, 4, 5, 6, 7, 8, 9, 30])
    (5.5, 9)
    """
    return median(days), sorted(days)[math.ceil(0.9 * len(days)) - 1]
