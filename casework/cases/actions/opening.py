"""Taking in a file: from a household and its members to a lodged application."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.audit import actions as audit
from casework.audit.models import Event
from casework.cases.actions.clocks import set_clock
from casework.cases.actions.locking import as_it_is, check_in_no_other_file, check_may
from casework.cases.actions.steps import take_step
from casework.cases.models import Case, CaseMember
from casework.cases.procedures import procedure
from casework.cases.states import ReceivedHow
from casework.common.constraints import explained
from casework.common.errors import RuleBroken
from casework.common.rows import insert, insert_together
from casework.common.sequences import next_number
from casework.common.workdays import local_date
from casework.people.models import Household, Membership, Person
from casework.reference.models import Region


@dataclass(frozen=True)
class Application:
    """What every application says. `members` are persons with roles; `not_counted` gives reasons by person."""

    procedure: str
    applicant: Person
    household: Household
    members: Sequence[tuple[Person, str]]
    settlement_region: Region
    received_on: date
    received_how: str = ReceivedHow.IN_PERSON
    proxy: str = ""
    not_counted: Mapping[int, str] | None = None
    follows: Case | None = None
    complains_of: Case | None = None


def lodge(application: Application, *, details: Callable[[Case], object], by: Officer, at: datetime) -> Case:
    """Open a file and lodge it. `details` writes the procedure's own row, in the same transaction."""
    with explained():
        return _lodge(application, details, by=by, at=at)


def lodge_with(application: Application, row: Any, *, by: Officer, at: datetime) -> Case:
    """As `lodge`, where one row of the procedure says it all, and the database adds nothing to it.

    Then this transaction knows the file as it stands, and does not read it again.
    """
    with explained():
        return _lodge_with(application, row, by=by, at=at)


@transaction.atomic
def _lodge(application: Application, details: Callable[[Case], object], *, by: Officer, at: datetime) -> Case:
    case, opened = _open(application, by=by, at=at)
    insert_together(_members(case, application), [opened])
    details(case)
    return take_step(case, "lodge", version=case.version, by=by, at=at)


@transaction.atomic
def _lodge_with(application: Application, row: Any, *, by: Officer, at: datetime) -> Case:
    case, opened = _open(application, by=by, at=at)
    row.case = case
    insert_together(_members(case, application), [opened], [row])
    return take_step(case, "lodge", version=case.version, lock=as_it_is, by=by, at=at)


def _check(application: Application, today: date) -> None:
    if application.received_on > today:
        raise RuleBroken(_("An application cannot be received on a day that has not come yet."))
    if application.applicant not in [person for person, role in application.members]:
        raise RuleBroken(_("The applicant is a member of the family that applies."))
    if application.applicant.is_minor_on(application.received_on):
        raise RuleBroken(_("An adult files for the family; the applicant is not of age."))
    if not application.settlement_region.exists_on(today):
        raise RuleBroken(_("%(region)s does not exist on this day.") % {"region": application.settlement_region})
    out = application.not_counted or {}
    check_in_no_other_file({person.pk for person, role in application.members} - out.keys(), application.procedure)


def _open(application: Application, *, by: Officer, at: datetime) -> tuple[Case, Event]:
    """The file, and the first line of its trail, which is not written yet."""
    check_may(procedure(application.procedure).lodges, by)
    _check(application, local_date(at))
    case = insert(_case(application, by=by, at=at))
    told = {"complains_of": case.complains_of.number} if case.complains_of else {}
    after = {"version": case.version, **told}
    return case, audit.to_record("case.open", subject=case.number, by=by, at=at, after=after)


def _case(application: Application, *, by: Officer, at: datetime) -> Case:
    kind = procedure(application.procedure)
    number = f"{kind.prefix}-{local_date(at).year}-{next_number('cases_case_number'):06d}"
    case = Case(
        number=number, procedure=kind.code, office=by.office, settlement_region=application.settlement_region,
        applicant=application.applicant, household=application.household, registered_by=by, registered_at=at,
        received_on=application.received_on, received_how=application.received_how, proxy=application.proxy,
        holder=by, follows=application.follows, complains_of=application.complains_of,
        is_generated=application.applicant.is_generated,
    )  # fmt: skip
    set_clock(case)
    return case


def _members(case: Case, application: Application) -> list[CaseMember]:
    reasons = application.not_counted or {}
    return [
        CaseMember(case=case, person=person, role=role, **_counting(reasons.get(person.pk, "")))
        for person, role in application.members
    ]


def _counting(why_not: str) -> dict[str, str | bool]:
    return {"is_counted": not why_not, "why_not": why_not}


def members_of(household: Household, on: date) -> list[tuple[Person, str]]:
    """The household's members on a day, the head first."""
    memberships = Membership.objects.filter(household=household, since__lte=on).exclude(until__lte=on)
    order = {role: rank for rank, role in enumerate(Membership.Role.values)}
    found = memberships.select_related("person").order_by("pk")
    return [(row.person, row.role) for row in sorted(found, key=lambda row: order[row.role])]
