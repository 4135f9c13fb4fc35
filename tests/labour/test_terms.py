"""Terms and fees of the law at their edges, category by category."""

from datetime import date, timedelta

import pytest

from casework.common.errors import RuleBroken
from casework.labour.actions import following
from casework.labour.queries import fees
from casework.labour.queries.content import content
from tests.factories.labour import (
    EmployerFactory,
    FeeFactory,
    PaymentFactory,
    PermitFactory,
    PermitRequestFactory,
    staffed,
)
from tests.labour.office import TODAY, desk, requested
from tests.moments import NOON

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("category", "months", "is_taken"),
    [
        ("1", 11, False), ("1", 12, True), ("1", 36, True), ("1", 37, False), ("2", 12, True), ("2", 13, False),
        ("4", 0, False), ("4", 1, True), ("4", 12, True), ("4", 13, False), ("seasonal", 1, True),
        ("seasonal", 12, True), ("seasonal", 13, False),
    ],
)  # fmt: skip
def test_each_category_has_its_term(category, months, is_taken):
    office = desk()

    if is_taken:
        assert requested(office, category=category, months=months, fee_group="B")
        return
    with pytest.raises(RuleBroken, match="months"):
        requested(office, category=category, months=months, fee_group="B")


@pytest.mark.parametrize(("renewals", "is_taken"), [(2, True), (3, False)])
def test_specialists_are_renewed_three_times_at_most(renewals, is_taken):
    office = desk()
    asked = PermitRequestFactory(employer=office.employer, case__office=office.office)
    permit = PermitFactory(case=asked.case, employer=office.employer, renewals=renewals)
    at = NOON + (permit.until - NOON.date() - 45 * DAY)

    def ask():
        return following.ask_renewal(permit, months=12, received_on=at.date(), by=office.registrar, at=at)

    if is_taken:
        assert ask()
        return
    with pytest.raises(RuleBroken, match="at most 3 times"):
        ask()


def test_a_head_is_renewed_without_limit():
    office = desk()
    asked = PermitRequestFactory(employer=office.employer, category="1", case__office=office.office)
    permit = PermitFactory(case=asked.case, employer=office.employer, category="1", renewals=9)
    at = NOON + (permit.until - NOON.date() - 45 * DAY)

    assert following.ask_renewal(permit, months=36, received_on=at.date(), by=office.registrar, at=at)


@pytest.mark.parametrize(
    ("months", "multiple"), [(1, 12), (3, 12), (4, 24), (6, 24), (7, 36), (9, 36), (10, 48), (12, 48)]
)
def test_a_seasonal_fee_goes_by_its_months(months, multiple):
    request = PermitRequestFactory.build(case=None, employer=None, category="seasonal", months=months)

    assert fees.multiple(request, TODAY) == multiple


@pytest.mark.parametrize(
    ("group", "category", "multiple"),
    [("A", "1", 137), ("A", "4", 200), ("B", "1", 154), ("B", "4", 225), ("C", "1", 171), ("C", "4", 250)],
)
def test_a_fee_goes_by_group_and_category(group, category, multiple):
    request = PermitRequestFactory.build(case=None, employer=None, category=category, months=12, fee_group=group)

    assert fees.multiple(request, TODAY) == multiple


@pytest.mark.parametrize(
    ("paid_on", "by"),
    [
        (date(2026, 3, 12), date(2026, 3, 13)),
        (date(2026, 3, 13), date(2026, 3, 16)),
        (date(2026, 3, 17), date(2026, 3, 18)),
    ],
)
def test_the_permit_is_issued_within_one_working_day_of_the_payment(paid_on, by):
    """Friday the thirteenth leads to Monday."""
    fee = FeeFactory()
    PaymentFactory(fee=fee, tenge=fee.tenge, paid_on=paid_on)

    assert fees.issue_by(fee) == by


def test_a_fee_paid_in_parts_is_whole_with_the_last_of_them():
    fee = FeeFactory()
    assert fees.issue_by(fee) is None

    PaymentFactory(fee=fee, tenge=1, paid_on=date(2026, 3, 4))
    PaymentFactory(fee=fee, tenge=fee.tenge - 1, paid_on=date(2026, 3, 5))

    assert fees.issue_by(fee) == date(2026, 3, 6)


@pytest.mark.parametrize(("citizens", "keeps"), [(699, False), (700, True), (701, True)])
def test_heads_keep_seventy_percent(citizens, keeps):
    """69.9, 70.0 and 70.1 percent of a thousand."""
    employer = staffed(EmployerFactory(), c1=(citizens - 200, 200), c2=(200, 800 - citizens))

    assert content(employer, TODAY).of("1").keeps is keeps
