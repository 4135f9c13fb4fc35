"""What the page of a file shows of returnees: the facts of each procedure, and its grants, inclusions and money."""

from collections.abc import Iterable
from typing import Any, TypeVar

from casework.cases.models import Case
from casework.cases.queries import granted
from casework.cases.states import State
from casework.reference import queries as reference
from casework.returnees.models import Entitlement, Grant, Inclusion
from casework.returnees.printing import notices_of
from casework.returnees.queries import hear_by

Row = TypeVar("Row", Grant, Inclusion, Entitlement)


def status(case: Case) -> dict[str, Any]:
    grants = _of_members(case, case.grants.all())
    shown = {"application": case.status_application, "grants": grants, "notices": notices_of(case)}
    return {**shown, **_hearing(case)} if case.state == State.PRELIMINARILY_REFUSED else shown


def _hearing(case: Case) -> dict[str, Any]:
    """Until when the family is to be heard, by the calendar that the rest of the page reads too."""
    calendar = reference.work_calendar()
    return {"hear_by": hear_by(case, calendar), "work_calendar": calendar}


def extension(case: Case) -> dict[str, Any]:
    grants = _of_members(case, Grant.objects.filter(extended_by=case))
    return {"request_facts": case.extension_request, "grants": grants, "notices": notices_of(case)}


def inclusion(case: Case) -> dict[str, Any]:
    return {
        "request_facts": case.inclusion_request,
        "notices": notices_of(case),
        "inclusions": _of_members(case, case.inclusions.all()),
        "entitlements": _of_members(case, case.entitlements.all()),
    }


def _of_members(case: Case, rows: Iterable[Row]) -> list[Row]:
    """Rows about persons, each with the person as the file has it already; only who was granted something has any."""
    if not granted(case):
        return []
    persons = {member.person_id: member.person for member in case.members.all()}
    found = list(rows)
    for row in found:
        if row.person_id is not None:
            row.person = persons[row.person_id]
    return found
