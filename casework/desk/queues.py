"""Work queues as stored questions: each file is in exactly one queue of its procedure."""

from dataclasses import dataclass

from django.utils.functional import Promise

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission


@dataclass(frozen=True)
class Queue:
    """A stored question with a name. `tone` colours its count: "attention", "overdue" or none."""

    slug: str
    label: str | Promise
    permission: Permission
    tone: str = ""


QUEUES: tuple[Queue, ...] = ()


def counts(officer: Officer) -> dict[str, int]:
    """How many files wait in each queue, by its slug, in one query."""
    return {}
