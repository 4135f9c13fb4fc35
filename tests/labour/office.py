"""A labour office at work: permits in every state of their files, through the actions as officers would."""

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from casework.accounts.models import Office, Officer
from casework.cases.actions import decisions, documents
from casework.cases.actions.steps import countersign
from casework.cases.models import Case, Ruling
from casework.cases.queries import missing_papers
from casework.labour.actions import payments, permits
from casework.labour.models import Employer
from casework.quotas.models import Allocation, Plan, Programme
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.labour import EmployerFactory, staffed
from tests.factories.people import PersonFactory
from tests.factories.quotas import AllocationFactory, region
from tests.moments import NOON
from tests.world import current, ruling, step

TODAY = NOON.date()


class Desk(NamedTuple):
    """Two labour officers and the head of one office; `cell`: the allocation of category 3."""

    office: Office
    registrar: Officer
    officer: Officer
    head: Officer
    employer: Employer
    cell: Allocation


def desk(*, places: int = 10, year: int = NOON.year, **staff: tuple[int, int]) -> Desk:
    """An office of Pavlodar with a large employer whose shares are kept, and places for specialists."""
    office = OfficeFactory(region=region("KZ-55"))
    registrar, officer = OfficerFactory.create_batch(2, office=office, roles=["labour_officer"])
    head = OfficerFactory(office=office, roles=["head_of_office"])
    employer = staffed(EmployerFactory(), **(staff or {"c1": (95, 5), "c3": (950, 5)}))
    plan = Plan.objects.create(programme=Programme.objects.get(pk="labour"), year=year, unit="permits")
    return Desk(office, registrar, officer, head, employer, AllocationFactory(plan=plan, category="3", places=places))


def facts(**changes) -> permits.PermitFacts:
    known = {
        "category": "3", "post": "Engineer", "months": 12, "region": region("KZ-55"), "vacancy_code": "V-1",
        "vacancy_posted_on": date(2026, 2, 1), "asks_education": "higher", "asks_years": 3,
        "has_education": "higher", "has_years": 3,
    }  # fmt: skip
    return permits.PermitFacts(**{**known, **changes})


def requested(desk: Desk, *, at: datetime = NOON, received_on: date | None = None, **changes) -> Case:
    worker = PersonFactory(office=desk.office, citizenship="TR")
    received = received_on or at.date()
    return permits.request_permit(
        desk.employer, worker, facts(**changes), received_on=received, by=desk.registrar, at=at
    )


def accepted(desk: Desk, case: Case | None = None, *, at: datetime = NOON) -> Case:
    case = case or requested(desk, at=at)
    for paper in missing_papers(case):
        documents.add_document(
            case, kind=paper.kinds[0], member=paper.member, upload=None, is_original_seen=True, by=desk.registrar, at=at
        )
    return step(case, "accept", by=desk.registrar, at=at)


def proposed(desk: Desk, case: Case, name: str, *, at: datetime = NOON, ground: str = ""):
    signed: Ruling = ruling(case, name, ground=ground)
    return decisions.propose(case, name, version=current(case), ruling=signed, by=desk.officer, at=at)


def decided(desk: Desk, case: Case, name: str, *, at: datetime = NOON, ground: str = "") -> Case:
    decision = proposed(desk, case, name, at=at, ground=ground)
    return countersign(decision, version=current(case), by=desk.head, at=at)


def approved(desk: Desk, case: Case | None = None, *, at: datetime = NOON) -> Case:
    return decided(desk, case or accepted(desk, at=at), "approve", at=at)


def pay(desk: Desk, case: Case, *, paid_on: date = TODAY, tenge: Decimal | None = None, at: datetime = NOON):
    given = payments.Paid(f"{case.number}/{paid_on}/{tenge}", tenge or case.fee.tenge, paid_on)
    return payments.record_payment(case.fee, given, by=desk.registrar, at=at)


def issued(desk: Desk, case: Case | None = None, *, at: datetime = NOON) -> Case:
    case = case or approved(desk, at=at)
    pay(desk, case, paid_on=at.date(), at=at)
    return step(case, "issue", by=desk.registrar, at=at)


def books(cell) -> tuple[int, int, int]:
    cell.refresh_from_db()
    return cell.limit, cell.held, cell.used
