"""Requests for inclusion that wait for their second signature: what a deciding step consumes, laid in for a run."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from casework.accounts.models import Officer
from casework.cases.actions.decisions import fingerprint
from casework.cases.models import Case, CaseMember, Decision, Ruling
from casework.cases.states import Outcome, State
from casework.common.sequences import next_numbers
from casework.common.workdays import local_date
from casework.people.models import Household, Membership, Person
from casework.quotas.models import Allocation, Entry
from casework.quotas.states import Kind, deltas
from casework.reference.models import Region
from casework.returnees.models import InclusionRequest
from casework.returnees.queries import RETURNEE
from tests.bench.office.teams import Team

ROLES = (Membership.Role.HEAD, Membership.Role.SPOUSE, Membership.Role.CHILD, Membership.Role.CHILD)
BIRTHS = (date(1985, 4, 2), date(1988, 7, 19), date(2012, 1, 30), date(2016, 10, 8))
AT_ONCE = 500


@dataclass(frozen=True)
class Waiting:
    """A request of a family of four: everything that its countersignature moves."""

    case: Case
    members: list[CaseMember]
    hold: Entry
    decision: Decision


def lay_in(count: int, cells: Sequence[Allocation], team: Team, at: datetime) -> list[Waiting]:
    """So many requests of one office; each draws on the next of the cells."""
    drawn = [cells[number % len(cells)] for number in range(count)]
    batches = (drawn[first : first + AT_ONCE] for first in range(0, count, AT_ONCE))
    return [waiting for batch in batches for waiting in _lay_in(batch, team, at)]


@transaction.atomic
def _lay_in(drawn: Sequence[Allocation], team: Team, at: datetime) -> list[Waiting]:
    cases = _cases(drawn, team, at)
    members = _members(cases)
    InclusionRequest.objects.bulk_create(InclusionRequest(case=case, programme_id=RETURNEE) for case in cases)
    holds = Entry.objects.bulk_create(
        _hold(case, cell, team.caseworkers[0], at) for case, cell in zip(cases, drawn, strict=True)
    )
    decisions = Decision.objects.bulk_create(
        _decision(case, own, team, at) for case, own in zip(cases, members, strict=True)
    )
    return [Waiting(*parts) for parts in zip(cases, members, holds, decisions, strict=True)]


def _cases(drawn: Sequence[Allocation], team: Team, at: datetime) -> list[Case]:
    numbers = next_numbers("cases_case_number", len(drawn))
    persons = _persons(len(drawn), team, at)
    homes = Household.objects.bulk_create(
        Household(number=f"HB-{number}", registered_by=team.caseworkers[0], registered_at=at) for number in numbers
    )
    return Case.objects.bulk_create(
        Case(
            number=f"IN-{at.year}-{number:06d}", procedure="inclusion", state=State.UNDER_REVIEW, office=team.office,
            settlement_region=region_of(team), applicant=family[0], household=home,
            registered_by=team.caseworkers[0], registered_at=at, received_on=local_date(at),
            holder=team.caseworkers[0], allocation=cell, clock_stopped_on=local_date(at), version=4,
        )
        for number, cell, home, family in zip(numbers, drawn, homes, persons, strict=True)
    )  # fmt: skip


def region_of(team: Team) -> Region:
    assert team.office.region is not None
    return team.office.region


def _persons(families: int, team: Team, at: datetime) -> Iterator[tuple[Person, ...]]:
    numbers = next_numbers("people_person_number", families * len(ROLES))
    made = Person.objects.bulk_create(
        Person(
            number=f"P-{number:06d}", sex="F", born_on=BIRTHS[place % len(BIRTHS)], citizenship="CN",
            office=team.office, registered_by=team.caseworkers[0], registered_at=at,
        )
        for place, number in enumerate(numbers)
    )  # fmt: skip
    return (tuple(made[first : first + len(ROLES)]) for first in range(0, len(made), len(ROLES)))


def _members(cases: Sequence[Case]) -> list[list[CaseMember]]:
    rows = CaseMember.objects.bulk_create(
        CaseMember(case=case, person_id=case.applicant_id + place, role=role)
        for case in cases
        for place, role in enumerate(ROLES)
    )
    return [rows[first : first + len(ROLES)] for first in range(0, len(rows), len(ROLES))]


def _hold(case: Case, cell: Allocation, by: Officer, at: datetime) -> Entry:
    places = len(ROLES)
    return Entry(
        allocation=cell, kind=Kind.HOLD, places=places, file=case.number, made_by=by,
        happened_on=local_date(at), key=f"{case.number}/hold/3", **vars(deltas(Kind.HOLD, places)),
    )  # fmt: skip


def _decision(case: Case, members: Sequence[CaseMember], team: Team, at: datetime) -> Decision:
    ruling = Ruling({member.pk: Outcome.GRANTED for member in members})
    return Decision(
        case=case, step="include", outcomes={str(member.pk): Outcome.GRANTED for member in members},
        allocation_id=case.allocation_id, content_hash=fingerprint(case, "include", ruling, members),
        registered_by=team.caseworkers[0], signed_by=team.caseworkers[1], signed_at=at,
    )  # fmt: skip
