"""Grounds of refusal, each found by the system; violations and what they bar."""

from datetime import date, timedelta

import pytest

from casework.cases.models import Case
from casework.common.errors import Conflict, RuleBroken
from casework.labour.actions import inspections
from casework.labour.queries import grounds
from tests.factories.accounts import OfficerFactory
from tests.factories.labour import ViolationFactory
from tests.labour.office import accepted, approved, books, decided, desk, pay, proposed, requested
from tests.moments import NOON
from tests.world import step

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


STANDING = {
    "permit.content": lambda: (desk(c3=(89, 11)), {}),
    "permit.qualification": lambda: (desk(), {"has_years": 2}),
    "permit.violation": lambda: (barred_desk(), {}),
    "permit.over_quota": lambda: (desk(places=0), {}),
    "permit.false_papers": lambda: (desk(), {}),
}


def barred_desk(bars_until=date(2026, 3, 3)):
    office = desk()
    ViolationFactory(inspection__employer=office.employer, inspection__on=date(2025, 3, 3), bars_until=bars_until)
    return office


@pytest.mark.parametrize("ground", STANDING)
def test_a_permit_is_refused_for_each_ground_that_stands(ground):
    office, changes = STANDING[ground]()
    case = requested(office, **changes)

    found = {each.code: each for each in grounds.findings(case, NOON)}[ground]

    assert found.stands or ground == "permit.false_papers"
    assert found.remedy or ground == "permit.false_papers"
    assert decided(office, case, "refuse", ground=ground).state == "refused"
    assert books(office.cell)[1:] == (0, 0)


@pytest.mark.parametrize("ground", sorted(set(STANDING) - {"permit.false_papers"}))
def test_a_ground_that_does_not_stand_is_not_named(ground):
    office = desk()

    with pytest.raises(RuleBroken, match="does not stand"):
        proposed(office, requested(office), "refuse", ground=ground)


@pytest.mark.parametrize(
    ("has", "has_years", "stands"), [("higher", 3, False), ("vocational", 3, True), ("higher", 2, True)]
)
def test_education_and_experience_are_compared_with_the_post(has, has_years, stands):
    case = requested(desk(), has_education=has, has_years=has_years)

    assert {each.code: each.stands for each in grounds.findings(case, NOON)}["permit.qualification"] is stands


@pytest.mark.parametrize(("bars_until", "is_barred"), [(date(2026, 3, 2), False), (date(2026, 3, 3), True)])
def test_a_violation_bars_twelve_months_to_the_day(bars_until, is_barred):
    office = barred_desk(bars_until)
    case = accepted(office)

    if not is_barred:
        assert approved(office, case).state == "approved"
        return
    with pytest.raises(RuleBroken, match="no new permit before 3 Mar 2026"):
        proposed(office, case, "approve")


def test_a_violation_found_after_the_approval_stops_the_issue_in_the_database():
    office = desk()
    case = approved(office)
    pay(office, case)
    inspector = OfficerFactory(roles=["inspector"])
    inspections.record_inspection(
        office.employer, on=NOON.date(), report="R", summary="x", violation="no_permit", by=inspector, at=NOON
    )

    with pytest.raises(Conflict, match="bars new permits of this employer until 2 Mar 2027"):
        step(case, "issue", by=office.registrar)

    assert Case.objects.get(pk=case.pk).state == "approved"
    assert books(office.cell) == (10, 1, 0)


def test_a_finding_bars_for_the_months_of_the_law():
    inspector = OfficerFactory(roles=["inspector"])
    office = desk()

    found = inspections.record_inspection(
        office.employer, on=date(2026, 2, 28), report="R", summary="x", violation="other_trade", by=inspector, at=NOON
    )

    assert found.violation.bars_until == date(2027, 2, 28)


def test_an_inspection_without_a_finding_bars_nobody():
    inspector = OfficerFactory(roles=["inspector"])
    office = desk()

    inspections.record_inspection(office.employer, on=NOON.date(), report="R", summary="x", by=inspector, at=NOON)

    assert grounds.bar(office.employer, NOON.date()) is None
