"""A whole deciding step, the second signature under an inclusion, against its rows as plain SQL in one transaction."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime

from casework.accounts.models import Officer
from casework.quotas.models import Allocation
from tests.bench import steps
from tests.bench.databases import copied
from tests.bench.measures import Bound, Contest, Measure, Trial
from tests.bench.office import OFFICE, noon
from tests.bench.office.teams import Team, teams
from tests.bench.stock import Waiting, lay_in
from tests.bench.writers import WRITERS, Crowd, Task, crowd
from tests.statements import statements as sent_statements

MEASURE = Measure("P1b", "a deciding step, against its rows as plain SQL; 8 writers", "steps a second")
GOAL, MOST_STATEMENTS = 0.25, 10
SECONDS, AT_MOST = 1.2, 40  # of each writer in a round


@contextmanager
def prepare() -> Iterator[Trial]:
    with copied(OFFICE), ExitStack() as crowds:
        cells, team = allocations(), teams()[0]
        names = {"one hot allocation": cells[:1], f"spread over {len(cells)}": cells}
        bound = Bound("statements of a step", statements(team, cells[0]), MOST_STATEMENTS)
        contests = [contest(name, drawn, team, crowds) for name, drawn in names.items()]
        yield Trial(contests, [bound])


def allocations() -> list[Allocation]:
    """The cells of this year: four programmes by twenty regions."""
    cells = Allocation.objects.filter(plan__year=noon().year, region__isnull=False)
    return list(cells.order_by("-plan__programme", "pk"))


def statements(team: Team, cell: Allocation) -> int:
    """What one step sends to the database, by an officer whose rights the request knows already."""
    one = lay_in(1, [cell], team, noon())[0]
    assert team.heads[0].permissions
    with sent_statements() as sent:
        steps.deciding([one], team.heads[0], noon())()
    return len(sent)


def contest(name: str, cells: list[Allocation], team: Team, crowds: ExitStack) -> Contest:
    us, them = (crowds.enter_context(workers(kind, cells, team)) for kind in (steps.deciding, steps.written_plainly))
    return Contest(name, lambda: us.rate(SECONDS, AT_MOST), lambda: them.rate(SECONDS, AT_MOST), GOAL)


Kind = Callable[[Sequence[Waiting], Officer, datetime], Task]


@contextmanager
def workers(kind: Kind, cells: list[Allocation], team: Team) -> Iterator[Crowd]:
    """Writers of one kind, each with its part of a stock that lasts for every round."""
    stock = lay_in(WRITERS * AT_MOST * (MEASURE.rounds + 1), cells, team, noon())
    with crowd(lambda number: kind(stock[number::WRITERS], team.heads[0], noon())) as made:
        yield made
