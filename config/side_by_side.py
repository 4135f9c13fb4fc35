"""Several tasks at once, each in a process of its own that ends with this one, however it ends."""

import os
import signal
from collections.abc import Callable, Sequence
from multiprocessing import get_context

from django.core.management import CommandError
from django.db import connections

from config.embedded.processes import tie_to_parent

Task = Callable[[], object]


def side_by_side(tasks: Sequence[Task]) -> None:
    """Do them all; CommandError where one of them failed, which has said why on its own.

    A connection cannot be shared by two processes: this one closes its own and opens another when it asks again.
    """
    connections.close_all()
    parent, context = os.getpid(), get_context("fork")
    processes = [context.Process(target=_tied, args=(parent, task)) for task in tasks]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    if any(process.exitcode for process in processes):
        raise CommandError("A part of the work was not done; what is whole was kept. Give the command once more.")


def _tied(parent: int, task: Task) -> None:
    tie_to_parent(parent, signal.SIGKILL)
    task()
    connections.close_all()
