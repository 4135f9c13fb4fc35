"""One thing of every kind that an address of labour can name, all of one region."""

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from casework.common.periods import months_after
from casework.common.workdays import local_date
from casework.labour.generated import bin_of, iin_of
from casework.labour.models import Employer
from casework.reference.models import Region
from tests.factories.labour import (
    BankLineFactory,
    BranchFactory,
    ContactFactory,
    EmployerFactory,
    FeeFactory,
    HouseholdRequestFactory,
    PermitFactory,
    PermitRequestFactory,
    QuotaBidFactory,
)
from tests.factories.quotas import AllocationFactory, PlanFactory, ProgrammeFactory


def put_all(scene: Any) -> None:
    """Addresses of labour with what their forms need besides what they ask."""
    employer = EmployerFactory(region=scene.staff.office.region)
    scene.put("labour:employers")
    scene.put("labour:new_employer", bin=bin_of(900))
    for name in ("employer", "change", "new_contact", "headcount"):
        scene.put(f"labour:{name}", employer.bin)
    received = local_date(timezone.now())
    posted = received - timedelta(days=20)
    scene.put(
        "labour:new_request", employer.bin, citizenship="TR", passport="U1234567", born_on="1985-03-14",
        vacancy_posted_on=posted.isoformat(), months="12", category="3", region="KZ-55",
    )  # fmt: skip
    scene.put("labour:new_inspection", employer.bin)
    office = scene.staff.office
    fee = FeeFactory(case__office=office, case__settlement_region=office.region)
    scene.put("labour:payment", fee.case.number)
    branch = BranchFactory(employer=employer, region=Region.objects.get(pk="KZ-19"))
    scene.put("labour:new_branch", employer.bin, region="KZ-10")
    scene.put("labour:branch_end", employer.bin, branch.pk)
    scene.put("labour:contact_end", employer.bin, ContactFactory(employer=employer).pk)
    _put_permits(scene, received)
    _put_bids(scene, employer, received)
    scene.put("labour:looks")
    scene.put("labour:places")
    asked = {"citizenship": "RU", "passport": "E1234567", "born_on": "1985-03-14", "why": "eaeu", "category": "3"}
    scene.put("labour:new_exempt", employer.bin, region="KZ-55", since=f"{received}", until="", **asked)
    _put_bank(scene, received)


def _put_household_places(scene: Any, today: date) -> None:
    """Of the own region alone."""
    plan = PlanFactory(programme=ProgrammeFactory(code="household"), year=today.year, unit="permits")
    AllocationFactory(plan=plan, region=scene.staff.office.region, category="", places=10)


def _put_bids(scene: Any, employer: Employer, today: date) -> None:
    last = date(today.year, 10, 1)
    asked = {"received_on": min(last, today).isoformat(), "year": str(today.year + 1), "category": "3", "places": "2"}
    scene.put("labour:new_bid", employer.bin, region="KZ-55", **asked)
    bid = QuotaBidFactory(employer=employer, year=today.year + 1)
    scene.put("labour:bid_review", bid.pk, granted="5")
    scene.put("labour:bids", today.year + 1)
    ready = QuotaBidFactory(
        employer=employer, year=today.year, granted=5, reviewed_by=bid.recorded_by, reviewed_at=bid.recorded_at
    )
    scene.put("labour:bids_order", ready.year, in_force_from=f"{ready.year}-12-31")


def _put_bank(scene: Any, today: date) -> None:
    office, line = scene.staff.office, BankLineFactory(paid_on=today)
    scene.put("labour:bank")
    content = f"document,paid_on,tenge,reference,reverses\nD-1,{today},5,nothing,\n".encode()
    scene.put("labour:new_statement", file=SimpleUploadedFile("statement.csv", content, "text/csv"))
    fee = FeeFactory(case__office=office, case__settlement_region=office.region)
    scene.put("labour:bank_line", line.pk, number=fee.case.number)


def _put_permits(scene: Any, today: date) -> None:
    """A permit that ends in 45 days: it can be renewed now, its worker replaced."""
    office, until = scene.staff.office, today + timedelta(days=46)
    request = PermitRequestFactory(case__office=office, case__settlement_region=office.region)
    permit = PermitFactory(
        case=request.case,
        employer=request.employer,
        region=office.region,
        since=until - timedelta(days=300),
        until=until,
    )
    for name in ("permit", "paper", "renewal"):
        scene.put(f"labour:{name}", permit.number)
    scene.put("labour:replacement", permit.number, citizenship="TR", passport="U7654321", born_on="1985-03-14")
    scene.put("labour:check", permit.token)
    scene.put("labour:new_trip", permit.number, region="KZ-19", since=f"{today}", until=f"{today + timedelta(days=2)}")
    asked = {"citizenship": "TR", "passport": "F1234567", "born_on": "1985-03-14", "kin": "spouse", "until": ""}
    scene.put("labour:new_family", permit.number, since=f"{today}", needs_school="", **asked)
    _put_household_places(scene, today)
    number = iin_of(1)
    asked = {"passport": "H1234567", "citizenship": "UZ", "born_on": "1985-03-14", "sex": "F", "papers_seen": "on"}
    scene.put("labour:household", iin=number, name="Private Person", months="3", **asked)
    asked = HouseholdRequestFactory(case__office=office, case__settlement_region=office.region)
    paid = PermitFactory(
        case=asked.case, employer=None, private_employer=asked.employer, region=office.region, category="",
        since=today, until=months_after(today, 3),
    )  # fmt: skip
    scene.put("labour:household_extension", paid.number, months="3")
    scene.put("labour:change_permit", permit.number, "suspended")
