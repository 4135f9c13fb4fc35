"""Processes that decide and write down each reply they got; a killed one is followed by another that goes on.

A decision whose reply was lost is asked for again under its key: it has one effect, however often it is asked for.
"""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import NamedTuple

from django.db import IntegrityError, InterfaceError, OperationalError, connection, connections
from django.utils import timezone
from psycopg.errors import DeadlockDetected

from casework.accounts.models import Officer
from casework.common.constraints import violated
from casework.quotas import actions as quotas
from casework.quotas.models import Allocation, Entry
from config.embedded.processes import tie_to_parent

GRANTED, REFUSED, REPEATED = "granted", "refused", "repeated"
REPEAT = 4  # of so many decisions one is sent again, as by somebody who presses twice
DEADLOCKS = "deadlocks"
_fork = multiprocessing.get_context("fork")


class Reply(NamedTuple):
    turn: int
    outcome: str
    key: str
    kind: str
    allocation: int
    places: int


class Work(NamedTuple):
    """What each decider does: so many turns, over these allocations, charged to the ceilings over them."""

    cells: Sequence[Allocation]
    ceilings: Sequence[int]
    by: Officer
    turns: int
    folder: Path


class Decider:
    """One in a row of processes that share a number and a file of replies."""

    def __init__(self, number: int, work: Work) -> None:
        self.number, self.work = number, work
        self.file = work.folder / f"replies-{number}"
        self.file.touch()
        self.process = self._start()

    def _start(self) -> ForkProcess:
        connections.close_all()  # a connection survives no fork
        process = _fork.Process(target=_serve, args=(self, os.getpid()), daemon=True)
        process.start()
        return process

    @property
    def is_done(self) -> bool:
        return self.process.exitcode == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.process = self._start()

    def replies(self) -> Iterator[Reply]:
        """Those written down whole; a killed process may leave half a line."""
        for line in self.file.read_text().splitlines():
            turn, outcome, key, kind, allocation, places = line.split()
            yield Reply(int(turn), outcome, key, kind, int(allocation), int(places))


def _serve(decider: Decider, parent: int) -> None:
    tie_to_parent(parent, signal.SIGKILL)
    first = max((reply.turn for reply in decider.replies()), default=-1) + 1
    file = os.open(decider.file, os.O_WRONLY | os.O_APPEND)
    for turn in range(first, decider.work.turns):
        reply = _until_it_is_answered(lambda turn=turn: _decide(decider, turn), decider.work)
        os.write(file, _line(reply))
        if turn % REPEAT == 0 and reply.outcome == GRANTED:
            again = _until_it_is_answered(lambda turn=turn: _decide(decider, turn), decider.work)
            os.write(file, _line(again._replace(outcome=REPEATED)))


def _line(reply: Reply) -> bytes:
    return (" ".join(map(str, reply)) + "\n").encode()


def _until_it_is_answered(decide: Callable[[], Reply], work: Work) -> Reply:
    while True:
        try:
            return decide()
        except (OperationalError, InterfaceError) as error:  # the connection or the server is gone, or a deadlock
            if isinstance(error.__cause__, DeadlockDetected):
                _note_deadlock(work)
            connection.close()
            time.sleep(0.1)


def _note_deadlock(work: Work) -> None:
    with (work.folder / DEADLOCKS).open("a") as file:
        file.write("x")


def deadlocks(work: Work) -> int:
    """How many the database resolved by refusing one of the two; each was tried again."""
    file = work.folder / DEADLOCKS
    return len(file.read_text()) if file.exists() else 0


def _decide(decider: Decider, turn: int) -> Reply:
    """Two holds, then the end of one of them, and so on."""
    key = f"R1-{decider.number}-{turn}"
    if turn % 3 == 2:
        held = Entry.objects.filter(key=f"R1-{decider.number}-{turn - 1}", kind="hold").first()
        if held is not None:
            return _end(held, key, turn, decider.work.by)
    cells = decider.work.cells
    return _hold(cells[(decider.number * 7 + turn) % len(cells)], key, turn, decider.work)


def _hold(cell: Allocation, key: str, turn: int, work: Work) -> Reply:
    places = turn % 4 + 1
    line = {"file": key, "key": key, "ceilings": work.ceilings, "by": work.by, "at": timezone.now()}
    outcome = _asked(lambda: quotas.hold(cell, places=places, **line), cell)
    return Reply(turn, outcome, key, "hold", cell.pk, places)


def _end(held: Entry, key: str, turn: int, by: Officer) -> Reply:
    at = timezone.now()
    if turn % 2:
        outcome = _asked(lambda: quotas.use(held, places=held.places, key=key, by=by, at=at), held.allocation)
    else:
        outcome = _asked(lambda: quotas.release(held, key=key, by=by, at=at), held.allocation)
    return Reply(turn, outcome, key, "use" if turn % 2 else "release", held.allocation_id, held.places)


def _asked(decide: Callable[[], Entry], cell: Allocation) -> str:
    try:
        with quotas.refuses_overdrawing(cell, 1):
            decide()
    except quotas.QuotaExhausted:
        return REFUSED
    except IntegrityError as refusal:
        if violated(refusal) != "entry_once_per_key":
            raise
    return GRANTED
