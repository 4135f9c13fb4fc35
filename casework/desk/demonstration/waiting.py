"""Families whose region has no place left are put on its waiting list."""

from datetime import datetime

from casework.cases.actions.lists import put_on_list
from casework.cases.models import Case
from casework.cases.states import State
from casework.common.errors import RuleBroken


def settle(at: datetime) -> int:
    """Every request for inclusion that was lodged and can only wait; gives how many wait."""
    lodged = Case.objects.filter(procedure="inclusion", state=State.LODGED, waits=None).order_by("received_on", "pk")
    return sum(_wait(case, at) for case in lodged.select_related("registered_by__office"))


def _wait(case: Case, at: datetime) -> bool:
    try:
        put_on_list(case, version=case.version, by=case.registered_by, at=at)
    except RuleBroken:  # a place is free, or papers are missing
        return False
    return True
