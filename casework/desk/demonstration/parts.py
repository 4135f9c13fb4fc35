"""The demonstration comes in parts: each is there as a whole, or not at all, and the trail says which there are.

A start that was killed leaves the parts that were finished; the next one makes the others.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction

from casework.audit.actions import record
from casework.audit.models import Event

KIND = "demonstration.loaded"
OFFICES, YEAR, CENTRES, LABOUR, BORDER, REPORTS = "offices", "year", "centres", "labour", "border", "reports"
HOUSEHOLDS, WAITING = "households", "waiting"


def is_here() -> bool:
    """Whether this database was begun as a demonstration."""
    return is_done(OFFICES)


def is_done(part: str) -> bool:
    return Event.objects.filter(kind=KIND, subject=_subject(part)).exists()


def editions() -> dict[int, int]:
    """Families wanted of every edition that was begun, by its number."""
    found = Event.objects.filter(kind=KIND, after__has_key="edition").values_list("after", flat=True)
    return {after["edition"]: after["wanted"] for after in found if after}


@transaction.atomic
def once(part: str, make: Callable[[], int], *, at: datetime, **told: int) -> int:
    """Make a part unless it is there; gives how much was made. Whoever else makes it at this moment is waited for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [_subject(part)])
    if is_done(part):
        return 0
    made = make()
    record(KIND, subject=_subject(part), by=None, at=at, after={"made": made, **told})
    return made


def _subject(part: str) -> str:
    return f"demonstration {part}"
