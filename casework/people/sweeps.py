"""Work of persons that waits: tables sent by page, and records that nobody has compared with the others yet."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from casework.common.sweeps import Sweep, register
from casework.people.actions import takeover
from casework.people.actions.pairs import compare
from casework.people.actions.takeover.parts import SWEEP
from casework.people.models import PersonImport
from casework.people.queries.pairs import batches_to_compare


def _parts_due(at: datetime, at_most: int) -> list[str]:
    waiting = PersonImport.objects.filter(state=PersonImport.State.WAITING).order_by("pk")
    return [f"{pk} {place}" for pk, place in waiting.values_list("pk", "taken_persons")[:at_most]]


def _take_over(subject: str, at: datetime) -> None:
    pk, place = map(int, subject.split())
    takeover.go_on(PersonImport.objects.get(pk=pk), place, at=at)


def _batches_due(at: datetime, at_most: int) -> list[str]:
    return [str(batch) for batch in batches_to_compare(at_most)]


def _compare(batch: str, at: datetime) -> None:
    compare(int(batch), at=at)


TAKE_OVER = Sweep(SWEEP, _("Take over persons from tables"), _parts_due, _take_over)
COMPARE = Sweep("people.compare", _("Look for records of one person"), _batches_due, _compare)


def register_sweeps() -> None:
    for sweep in (TAKE_OVER, COMPARE):
        register(sweep)
