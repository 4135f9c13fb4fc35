"""Processes that do one kind of work at once, each on a plain connection of its own, when they are told to."""

import multiprocessing
import os
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import NamedTuple

from django.db import connections

from config.embedded.processes import tie_to_parent

WRITERS = 8
HEAD_START = 0.05  # seconds between the word and the work, so that all begin together

Task = Callable[[], object]
Preparation = Callable[[int], Task]
"""Given the number of the writer, makes ready in its process and answers the task to be repeated."""


class Order(NamedTuple):
    """When to begin, when to begin no other task, and after how many to rest; moments of the monotonic clock."""

    begin: float
    end: float
    at_most: int | None


class Done(NamedTuple):
    tasks: int
    ended: float


_fork = multiprocessing.get_context("fork")


class Crowd:
    """So many writers, at rest until they are told."""

    def __init__(self, prepare: Preparation, writers: int) -> None:
        connections.close_all()  # a connection survives no fork
        self._lines: list[Connection] = []
        self._processes: list[ForkProcess] = []
        for number in range(writers):
            self._start(prepare, number)
        for line in self._lines:
            _answer(line)

    def _start(self, prepare: Preparation, number: int) -> None:
        ours, theirs = _fork.Pipe()
        process = _fork.Process(target=_serve, args=(theirs, os.getpid(), prepare, number), daemon=True)
        process.start()
        theirs.close()
        self._lines.append(ours)
        self._processes.append(process)

    def rate(self, seconds: float, at_most: int | None = None) -> float:
        """Tasks a second, all writers together, when each works so long and does so many at most."""
        begin = time.monotonic() + HEAD_START
        for line in self._lines:
            line.send(Order(begin, begin + seconds, at_most))
        done = [_answer(line) for line in self._lines]
        return sum(one.tasks for one in done) / (max(one.ended for one in done) - begin)

    def dismiss(self) -> None:
        for line in self._lines:
            line.send(None)
        for process in self._processes:
            process.join()


@contextmanager
def crowd(prepare: Preparation, writers: int = WRITERS) -> Iterator[Crowd]:
    made = Crowd(prepare, writers)
    try:
        yield made
    finally:
        made.dismiss()


def _serve(line: Connection, parent: int, prepare: Preparation, number: int) -> None:
    tie_to_parent(parent, signal.SIGKILL)
    try:
        task = prepare(number)
        line.send(Done(0, time.monotonic()))
        while order := line.recv():
            line.send(_work(task, order))
    except Exception:
        line.send(traceback.format_exc())


def _work(task: Task, order: Order) -> Done:
    time.sleep(max(0.0, order.begin - time.monotonic()))
    done = 0
    while time.monotonic() < order.end and done != order.at_most:
        task()
        done += 1
    return Done(done, time.monotonic())


def _answer(line: Connection) -> Done:
    answer = line.recv()
    if isinstance(answer, str):
        raise RuntimeError(f"A writer failed.\n{answer}")
    return Done(*answer)
