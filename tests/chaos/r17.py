"""R17: two years of reports, their workers killed in the middle of one: each period once, whole, and the same again.

The clock is our own: beat is silent on random days and around the night when clocks changed, lines are written as the
months pass, and whatever was missed is made up by the next look.
"""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random
from typing import Any, NamedTuple
from unittest.mock import patch

from django.db import connections
from django.db.models import Count

from casework.common import sweeps
from casework.common.models import Attempt
from casework.quotas import actions as quotas
from casework.quotas.models import Allocation
from casework.reports.actions import issues
from casework.reports.catalogue import registered
from casework.reports.models import Issue, Schedule
from casework.reports.queries.due import due_period, missing
from casework.reports.queries.repeating import repetition
from casework.reports.states import SWEEP, Rule
from casework.reports.sweeps import ISSUE
from casework.reports.topics.applications import SLUG as APPLICATIONS
from casework.reports.topics.digest import SLUG as DIGEST
from casework.reports.topics.permits import SLUG as PERMITS
from casework.reports.utilisation import SLUG as UTILISATION
from config.embedded.processes import wait_until
from tests.chaos.ground import Ground
from tests.chaos.verdicts import Figure, Verdict, at_least, exactly, told
from tests.factories.quotas import AllocationFactory, EntryFactory, PlanFactory, SignatoryFactory
from tests.factories.reports import ScheduleFactory

TITLE = "two years of reports, workers killed in the middle of one: each period once, whole, the same again"
BEGIN, CHANGE = datetime(2023, 6, 1, tzinfo=UTC), datetime(2024, 2, 29, 18, tzinfo=UTC)
"""`CHANGE`: midnight of 1 March 2024 in Almaty, when clocks went back to 23:00."""
SILENT_ON = 0.3  # of the days
PATIENCE, LATER = 30.0, timedelta(minutes=5)
AT_ALL, OF_QUOTAS = (
    {"year": "same", "region": "", "programme": ""},
    {"programme": "returnee", "year": "same", "region": ""},
)
_fork = multiprocessing.get_context("fork")


class Size(NamedTuple):
    days: int
    kills: int
    rules: dict[str, tuple[Rule, ...]]


LONG = Size(731, 40, {
    UTILISATION: (Rule.DAILY, Rule.WEEKLY, Rule.MONTHLY, Rule.FEBRUARY, Rule.JULY),
    DIGEST: (Rule.WEEKLY, Rule.MONTHLY), APPLICATIONS: (Rule.MONTHLY,), PERMITS: (Rule.MONTHLY,),
})  # fmt: skip
SHORT = Size(400, 3, {UTILISATION: (Rule.FEBRUARY, Rule.JULY), DIGEST: (Rule.MONTHLY,)})


class Told(NamedTuple):
    """How many workers died within a report, how many moments beat looked at, whether one died in the last."""

    kills: int
    looks: int
    has_just_killed: bool


def run(ground: Ground, *, is_quick: bool) -> Verdict:
    size, dice = SHORT if is_quick else LONG, Random(17)
    ends = BEGIN + timedelta(days=size.days)
    cells = {year: AllocationFactory(plan=PlanFactory(year=year), places=1000) for year in (2023, 2024, 2025)}
    for slug, rules in size.rules.items():
        for rule in rules:
            _schedule(slug, rule, BEGIN.date(), ends.date())
    found = _lived_through(ends, size.kills, cells, dice)
    figures = list(_figures(found, size.kills, ends))
    return Verdict(
        "R17", TITLE, [*figures, at_least("control, an issue before its letters: without any", _control(), 1)]
    )


def _schedule(slug: str, rule: Rule, since: date, until: date) -> Schedule:
    parameters = OF_QUOTAS if slug == UTILISATION else AT_ALL
    return ScheduleFactory(
        report=slug, rule=rule, parameters=parameters, since=since, until=until, addresses=["ministry@example.org"]
    )


def _lived_through(ends: datetime, kills: int, cells: dict[int, Allocation], dice: Random) -> Told:
    """Look after look until the end, and then as long as something is owed."""
    officer, found, month = SignatoryFactory(), Told(0, 0, has_just_killed=False), BEGIN.month
    for at in _beats(ends, dice):
        if at.month != month:
            _write_lines(cells[at.year], at, officer)
            month = at.month
        found = _looked(at, found, kills)
    while missing(at) and not _parked():
        at += LATER
        found = _looked(at, found, kills)
    return found


def _looked(at: datetime, so_far: Told, kills: int) -> Told:
    """One look more; after a death the next look is spared, for whoever dies five times at one report parks it."""
    has_killed = _look(at, so_far.kills < kills and not so_far.has_just_killed)
    return Told(so_far.kills + has_killed, so_far.looks + 1, has_killed)


def _beats(ends: datetime, dice: Random) -> Iterator[datetime]:
    """Once a day, not on silent days; each hour around the change of clocks, but for the change itself."""
    at = BEGIN
    while at <= ends:
        is_near = abs(at - CHANGE) < timedelta(days=2)
        if abs(at - CHANGE) > timedelta(hours=3) and (is_near or at == ends or dice.random() > SILENT_ON):
            yield at
        at += timedelta(hours=1 if is_near else 24)


def _write_lines(cell: Allocation, at: datetime, officer: Any) -> None:
    held = EntryFactory(allocation=cell, places=4, by=officer, at=at, key=f"{at:%Y-%m}")
    if at.month % 2:
        quotas.use(held, places=3, key=f"{at:%Y-%m}/use", by=officer, at=at)


def _look(at: datetime, is_fatal: bool) -> bool:
    """What waits is worked on by several at once; whether one of them was killed within a report."""
    if not missing(at):
        return False
    within = _fork.RawValue("b", 0)  # a value without a lock: whoever is killed keeps none
    with _workers([partial(_work, at, within), partial(_work, at, None)]) as (victim, _rival):
        if is_fatal and wait_until(lambda: within.value or not victim.is_alive(), seconds=PATIENCE, glance=0.001):
            time.sleep(Random(time.time_ns()).random() * 0.02)  # noqa: S311 a point nobody can foresee
            victim.kill()
    return Attempt.objects.filter(sweep=SWEEP, error="", claimed_until__gt=at).exists()


@contextmanager
def _workers(works: list[Callable[[], None]]) -> Iterator[list[Any]]:
    connections.close_all()  # a connection survives no fork
    workers = [_fork.Process(target=work, daemon=True) for work in works]
    for worker in workers:
        worker.start()
    yield workers
    for worker in workers:
        worker.join()
        assert worker.exitcode in (0, -signal.SIGKILL), "a worker failed; its words stand above"


def _work(at: datetime, within: Any) -> None:
    def noted(*words: Any, **more: Any) -> Any:
        if within is not None:
            within.value = 1
        return issues_edition(*words, **more)

    issues_edition = issues.edition
    with patch.object(issues, "edition", noted):
        sweeps.run(ISSUE, clock=lambda: at)


def _figures(found: Told, kills: int, ends: datetime) -> Iterator[Figure]:
    everything = Issue.objects.all()
    twice = everything.values("schedule", "period").annotate(times=Count("pk")).filter(times__gt=1)
    yield told("looks of beat", found.looks)
    yield told("issues", everything.count())
    yield at_least("workers killed in the middle of a report", found.kills, kills)
    yield exactly("periods without their issue", len(missing(ends)), 0)
    yield exactly("periods issued twice", twice.count(), 0)
    yield exactly("issues without their letter", _without_letters(), 0)
    yield exactly("reports parked", _parked(), 0)
    yield exactly(
        "issues that a repetition contradicts", sum(not repetition(i, i.known_at).is_same for i in everything), 0
    )


def _parked() -> int:
    return Attempt.objects.exclude(parked_at=None).count()


def _without_letters() -> int:
    return Issue.objects.filter(letters=None).count()


def _control() -> int:
    """Issues that will never have their letters, where one is issued before they are laid ready."""
    owing = _schedule(UTILISATION, Rule.MONTHLY, date(2025, 1, 1), date(2025, 4, 1))
    for period in [each.period for each in missing(datetime(2025, 6, 2, 12, tzinfo=UTC)) if each.schedule == owing.pk]:
        with _workers([partial(_careless, owing.pk, period.day)]):
            pass
    return _without_letters()


def _careless(pk: int, day: date) -> None:
    at = datetime(2025, 6, 2, 12, tzinfo=UTC)
    owing = Schedule.objects.get(pk=pk)
    if period := due_period(owing, day, at):
        made = issues.edition(registered()[owing.report], owing.parameters, period.as_of, at=at)
        issues._freeze(made, {**owing.parameters, "year": 2025}, {"schedule": owing, "period": day}, by=None, at=at)
        os.kill(os.getpid(), signal.SIGKILL)
        issues._lay_before(Issue.objects.get(schedule=owing, period=day), owing)
