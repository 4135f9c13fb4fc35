"""Runs a sweep: each subject is claimed in one transaction, which counts the try, and worked on in a second.

A worker that is killed leaves its claim behind; when the lease is over the subject is claimed again, and since the try
was counted before the work, a subject that kills whoever touches it is parked like any other that fails. While the work
lasts its row is locked, so that a lease that runs out meanwhile gives it to nobody.
"""

import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from casework.common.constraints import violated
from casework.common.errors import RuleBroken
from casework.common.models import Attempt, SweepRun
from casework.common.sweeps.hints import hint
from casework.common.sweeps.registry import Sweep

TRIES = 5
LEASE = timedelta(seconds=20)
BATCH = 200
BUDGET = 45.0  # seconds; well below the time limit of a task
Clock = Callable[[], datetime]


@dataclass
class Outcome:
    """What one run did. `is_cut`: its time was over before its work."""

    done: int = 0
    failed: int = 0
    is_cut: bool = False


def run(sweep: Sweep, *, clock: Clock = timezone.now, budget: float = BUDGET) -> Outcome:
    """Do everything that waits, or as much as fits the budget in seconds; then wake the next run."""
    began, ends = clock(), time.monotonic() + budget
    _park_the_spent(sweep, began)
    outcome = Outcome()
    for _subject, was_done in _tries(sweep, clock):
        outcome.done += was_done is True
        outcome.failed += was_done is False
        if time.monotonic() > ends:
            outcome.is_cut = True
            hint(sweep.name)
            break
    _remember(sweep, outcome, began, clock())
    return outcome


def waiting(sweep: Sweep, at: datetime, at_most: int = BATCH) -> list[str]:
    """Subjects that are due and that nobody has claimed; what is parked waits for an officer."""
    taken = Attempt.objects.filter(Q(parked_at__isnull=False) | Q(claimed_until__gt=at), sweep=sweep.name)
    blocked = set(taken.values_list("subject", flat=True))
    return [subject for subject in sweep.due(at, at_most + len(blocked)) if subject not in blocked][:at_most]


def _tries(sweep: Sweep, clock: Clock) -> Iterator[tuple[str, bool | None]]:
    """Every subject with how its turn ended, batch by batch; what is due after its turn waits for the next run."""
    left, seen = set[str](), set[str]()
    while fresh := [each for each in waiting(sweep, clock(), BATCH + len(left)) if each not in seen]:
        for subject in fresh[:BATCH]:
            was_done = _attempt(sweep, subject, clock)
            seen.add(subject)
            left.update([subject] if not was_done else [])
            yield subject, was_done


def _attempt(sweep: Sweep, subject: str, clock: Clock) -> bool | None:
    """Whether it was done; None where somebody else has it."""
    number = _claim(sweep, subject, clock())
    if number is None:
        return None
    try:
        return _do(sweep, subject, number, clock)
    except Exception as fault:  # whatever it is, the other subjects go on
        _note(sweep, subject, number, describe(fault), clock())
        return False


@transaction.atomic(durable=True)
def _claim(sweep: Sweep, subject: str, at: datetime) -> int | None:
    """Count the try before the work; None where a rival was quicker."""
    Attempt.objects.bulk_create([Attempt(sweep=sweep.name, subject=subject)], ignore_conflicts=True)
    free = Attempt.objects.filter(Q(claimed_until=None) | Q(claimed_until__lte=at), parked_at=None)
    found = free.select_for_update(of=("self",), skip_locked=True).filter(sweep=sweep.name, subject=subject).first()
    if found is None or found.attempts >= TRIES:
        return None
    found.attempts, found.claimed_until = found.attempts + 1, at + LEASE
    found.save(update_fields=["attempts", "claimed_until"])
    return found.attempts


@transaction.atomic(durable=True)
def _do(sweep: Sweep, subject: str, number: int, clock: Clock) -> bool | None:
    """The work and the end of its claim, together or not at all."""
    mine = Attempt.objects.filter(sweep=sweep.name, subject=subject, attempts=number, parked_at=None)
    if mine.select_for_update(of=("self",)).first() is None:
        return None
    sweep.work(subject, clock())
    mine.delete()
    return True


def _note(sweep: Sweep, subject: str, number: int, error: str, at: datetime) -> None:
    """Try again a little later, each time twice as late; after the last try, park it."""
    again = {"claimed_until": at + timedelta(seconds=2**number)} if number < TRIES else {"parked_at": at}
    Attempt.objects.filter(sweep=sweep.name, subject=subject, attempts=number).update(error=error, **again)


def _park_the_spent(sweep: Sweep, at: datetime) -> None:
    """Subjects whose last try ended with its worker."""
    spent = Attempt.objects.filter(sweep=sweep.name, attempts__gte=TRIES, parked_at=None, claimed_until__lte=at)
    with transaction.atomic():
        gone = list(spent.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True))
        Attempt.objects.filter(pk__in=gone).update(parked_at=at, error="The worker ended before the work did.")


def _remember(sweep: Sweep, outcome: Outcome, began: datetime, ended: datetime) -> None:
    figures = {"began": began, "ended": ended, "done": outcome.done, "failed": outcome.failed}
    SweepRun.objects.update_or_create(sweep=sweep.name, defaults=figures)


def describe(fault: Exception) -> str:
    """What went wrong, without the data it went wrong with: they may be personal."""
    if isinstance(fault, RuleBroken):
        return str(fault)
    where = traceback.extract_tb(fault.__traceback__)[-1]
    constraint = violated(fault) if isinstance(fault, IntegrityError) else ""
    return f"{type(fault).__name__} {constraint}".strip() + f" in {where.name}, line {where.lineno}"
