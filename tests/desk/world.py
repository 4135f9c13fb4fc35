"""Families and files of the tests, made by the same actions that officers use."""

from datetime import date, datetime, timedelta
from itertools import count

from casework.accounts.models import Officer
from casework.cases.actions.decisions import Ruling, propose
from casework.cases.actions.opening import Application, members_of
from casework.cases.models import Case
from casework.people import actions as people
from casework.people.models import Household, Person
from casework.people.rules import BirthDate, DocumentFacts, FamilyFacts, MemberFacts, NameFacts, PersonFacts
from casework.reference.models import Ground
from casework.returnees.actions.status import StatusFacts, lodge_status
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.moments import NOON

numbers = count(100_001)

ROLES = ("head", "spouse", "child", "parent", "sibling")


def member(
    role: str = "head", *, surname: str = "Ахметов", given: str = "Нұрлан", born: date = date(1985, 3, 14),
    citizenship: str = "MN", sex: str = "M",
) -> MemberFacts:  # fmt: skip
    """A person with one name and a passport of its own number."""
    passport = DocumentFacts("passport", f"E{next(numbers)}", citizenship)
    name = NameFacts("kk-cyrl", surname, given, document=passport)
    return MemberFacts(role, PersonFacts(sex, BirthDate(born), citizenship), (name,), (passport,))


def family_of(officer: Officer, *members: MemberFacts, at: datetime = NOON) -> Household:
    facts = FamilyFacts(members or (member(),), since=date(2026, 1, 1))
    return people.register_family(facts, office=officer.office, by=officer, at=at)


def person_of(officer: Officer, **facts: object) -> Person:
    """Somebody registered by this officer, alone in a household."""
    return family_of(officer, member(**facts)).memberships.get().person


def application(household: Household, officer: Officer, *, procedure: str = "status", at: datetime) -> Application:
    members = members_of(household, at.date())
    return Application(
        procedure=procedure, applicant=members[0][0], household=household, members=members,
        settlement_region=officer.office.region, received_on=at.date(),
    )  # fmt: skip


def lodged(officer: Officer, *members: MemberFacts, at: datetime = NOON) -> Case:
    """A file for the status, taken in by this officer, who holds it."""
    household = family_of(officer, *members, at=at)
    facts = StatusFacts("MN", at.date() - timedelta(days=1))
    return lodge_status(application(household, officer, at=at), facts, by=officer, at=at)


def office_with(*roles: str) -> tuple[Officer, ...]:
    """Officers of one new office, one for each role."""
    office = OfficeFactory()
    return tuple(OfficerFactory(office=office, roles=[role]) for role in roles)


def propose_refusal(case: Case, officer: Officer) -> Case:
    """Let the officer propose to refuse the acceptance of a lodged file."""
    ground = Ground.objects.filter(procedure=case.procedure, step="refuse_acceptance").first()
    ruling = Ruling(dict.fromkeys(case.members.values_list("pk", flat=True), "pending"), ground, "Papers are missing.")
    propose(case, "refuse_acceptance", version=case.version, ruling=ruling, by=officer, at=NOON)
    case.refresh_from_db()
    return case
