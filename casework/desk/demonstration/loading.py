"""Loads the demonstration into a database without officers, adds to one that has it, leaves any other as it is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from casework import reference
from casework.accounts.models import Officer
from casework.common.errors import RuleBroken
from casework.common.workdays import ALMATY
from casework.desk.demonstration import border, centres, chronicle, employers, households, parts, staff, waiting, year
from casework.desk.demonstration.fates import EDITION
from casework.desk.demonstration.teams import HALVES
from casework.quotas.actions import load_plan, post_due_orders
from casework.quotas.planfile import parse
from casework.quotas.queries import known

PLANS = Path(reference.__file__).parent / "data" / "plans"
PUBLISHED = (
    "plan_returnee_2025.csv", "plan_labour_2025.csv", "plan_returnee_2026.csv", "plan_in_migrant_2026.csv",
    "plan_labour_2026.csv",
)  # fmt: skip
AT_WORK_FOR = timedelta(days=800)

Task = Callable[[], object]
Run = Callable[[Sequence[Task]], None]
"""How tasks that know nothing of each other are done: in turn, or side by side."""


def in_turn(tasks: Iterable[Task]) -> None:
    for task in tasks:
        task()


def load(*, families_wanted: int = EDITION, at: datetime, run: Run = in_turn) -> bool:
    """Make offices, officers, plans and families, as of the time before `at`, or what a killed start left undone.

    Tells whether this database is the demonstration: one with other officers is left as it is.
    """
    whole, rest = divmod(families_wanted, EDITION)
    return _load([*[EDITION] * whole, *([rest] if rest else [])], at, run)


def add(*, editions: int, size: int = EDITION, at: datetime, run: Run = in_turn) -> None:
    """Add so many editions of new families to a demonstration; an empty database begins with them."""
    was_empty = not Officer.objects.exists()
    if not _load([size] * editions if was_empty else [EDITION], at, run):
        raise RuleBroken("The officers of this database are not those of the demonstration; nothing was added.")
    if not was_empty:
        first = max(parts.editions(), default=-1) + 1
        _tell({first + number: size for number in range(editions)}, at, run)


def _load(sizes: Sequence[int], at: datetime, run: Run) -> bool:
    if Officer.objects.exists() and not parts.is_here():
        return False
    parts.once(parts.OFFICES, partial(_open, at), at=at)
    _tell({} if parts.is_done(parts.YEAR) else dict(enumerate(sizes)), at, run)
    parts.once(parts.YEAR, partial(year.close, at), at=at)
    parts.once(parts.WAITING, partial(waiting.settle, at), at=at)
    parts.once(parts.CENTRES, partial(centres.furnish, at), at=at)
    parts.once(parts.LABOUR, partial(employers.settle, at), at=at)
    parts.once(parts.HOUSEHOLDS, partial(households.settle, at), at=at)
    parts.once(parts.BORDER, partial(border.cross, at), at=at)
    return True


def _open(at: datetime) -> int:
    """Offices and officers of two years ago, and every published plan, each in its year."""
    officers = staff.load_staff(at=at - AT_WORK_FOR)
    for name in PUBLISHED:
        file = parse((PLANS / name).read_bytes(), known())
        load_plan(file, by=staff.signatories(), at=min(at, datetime.combine(date(file.year, 1, 1), time(9), ALMATY)))
    post_due_orders(at=at)
    return officers


def _tell(sizes: Mapping[int, int], at: datetime, run: Run) -> None:
    """Families of these editions, and of those that are half there; each half of the offices is a task by itself."""
    wanted = {**sizes, **parts.editions()}
    tasks = [partial(_tell_half, half, _missing(half, wanted), at) for half in range(len(HALVES))]
    if any(_missing(half, wanted) for half in range(len(HALVES))):
        run(tasks)


def _missing(half: int, wanted: Mapping[int, int]) -> Mapping[int, int]:
    return {edition: size for edition, size in sorted(wanted.items()) if not parts.is_done(f"{edition}/{half}")}


def _tell_half(half: int, sizes: Mapping[int, int], at: datetime) -> None:
    for edition, size in sizes.items():
        make = partial(chronicle.tell, edition, half, wanted=size, at=at)
        parts.once(f"{edition}/{half}", make, at=at, edition=edition, wanted=size)
