"""Every rule of the tables: one row it takes, one it refuses."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.labour import (
    BranchFactory,
    CategoryFactory,
    ContactFactory,
    EmployerFactory,
    FeeFactory,
    HeadcountFactory,
    InspectionFactory,
    PaymentFactory,
    PermitFactory,
    PermitRequestFactory,
    PlaceRuleFactory,
    ViolationFactory,
)
from tests.quotas.database import refused_by

pytestmark = pytest.mark.django_db


def test_category_means_one_thing_from_a_day():
    category = CategoryFactory()
    assert CategoryFactory(code=category.code, since=date(2041, 1, 1))

    with refused_by("category_means_one_thing_from_a_day"):
        CategoryFactory(code=category.code)


def test_category_ends_after_it_begins():
    assert CategoryFactory(until=date(2040, 1, 2))

    with refused_by("category_ends_after_it_begins"):
        CategoryFactory(until=date(2040, 1, 1))


@pytest.mark.parametrize("number", ["24014000001", "24014000001x", ""])
def test_employer_bin_has_twelve_digits(number):
    assert EmployerFactory()

    with refused_by("employer_bin_has_twelve_digits"):
        EmployerFactory(bin=number)


def test_a_bin_is_on_record_once():
    employer = EmployerFactory()

    with refused_by("labour_employer_bin_key"):
        EmployerFactory(bin=employer.bin)


@pytest.mark.parametrize(
    ("factory", "rule"),
    [
        (BranchFactory, "employer_branch_ends_after_it_begins"),
        (ContactFactory, "employer_contact_ends_after_it_begins"),
    ],
)
def test_what_belongs_to_an_employer_ends_after_it_begins(factory, rule):
    assert factory(until=date(2025, 5, 5))

    with refused_by(rule):
        factory(until=date(2025, 5, 4))


def test_headcount_once_per_day_and_category():
    counted = HeadcountFactory()
    assert HeadcountFactory(employer=counted.employer, category="2")
    assert HeadcountFactory(employer=counted.employer, on=date(2026, 2, 2))

    with refused_by("headcount_once_per_day_and_category"):
        HeadcountFactory(employer=counted.employer)


def test_permit_request_asks_for_some_months():
    assert PermitRequestFactory(months=1)

    with refused_by("permit_request_asks_for_some_months"):
        PermitRequestFactory(months=0)


def test_fee_is_multiple_times_index():
    assert FeeFactory()

    with refused_by("fee_is_multiple_times_index"):
        FeeFactory(tenge=Decimal(1))


def test_payment_is_positive_unless_it_reverses():
    payment = PaymentFactory()
    assert PaymentFactory(reverses=payment, tenge=-100)

    with refused_by("payment_is_positive_unless_it_reverses"):
        PaymentFactory(tenge=-100)


def test_a_document_of_the_bank_pays_once():
    payment = PaymentFactory()

    with refused_by("labour_payment_bank_document_key"):
        PaymentFactory(bank_document=payment.bank_document)


def test_labour_payment_is_append_only():
    payment = PaymentFactory()

    with refused_by("labour_payment_is_append_only"):
        type(payment).objects.update(tenge=5)


def test_permit_ends_after_it_begins():
    assert PermitFactory(until=date(2026, 3, 3))

    with refused_by("permit_ends_after_it_begins"):
        PermitFactory(until=date(2026, 3, 2))


def test_permit_one_per_employer_and_worker():
    permit = PermitFactory()
    assert PermitFactory(person=permit.person)
    assert PermitFactory(employer=permit.employer, person=permit.person, since=permit.until, until=date(2028, 3, 2))

    with refused_by("permit_one_per_employer_and_worker"):
        PermitFactory(employer=permit.employer, person=permit.person, since=date(2027, 3, 1), until=date(2027, 9, 1))


def test_inspection_once_per_report():
    inspection = InspectionFactory()
    assert InspectionFactory(report=inspection.report)

    with refused_by("inspection_once_per_report"):
        InspectionFactory(employer=inspection.employer, report=inspection.report)


def test_violation_bars_for_some_time():
    assert ViolationFactory()

    with refused_by("violation_bars_for_some_time"):
        ViolationFactory(bars_until=date(2025, 3, 2))


def test_labour_violation_is_append_only():
    violation = ViolationFactory()

    with refused_by("labour_violation_is_append_only"):
        type(violation).objects.update(bars_until=date(2025, 3, 3))


@pytest.mark.parametrize(
    ("since", "is_barred"),
    [(date(2025, 3, 1), False), (date(2025, 3, 2), True), (date(2026, 3, 1), True), (date(2026, 3, 2), False)],
)
def test_permit_not_while_barred(since, is_barred):
    """Twelve months to the day, whoever writes the row."""
    employer = ViolationFactory().employer

    if not is_barred:
        assert PermitFactory(employer=employer, since=since)
        return
    with refused_by("permit_not_while_barred"):
        PermitFactory(employer=employer, since=since)


def test_a_violation_of_one_employer_bars_no_other():
    ViolationFactory()

    assert PermitFactory(since=date(2025, 6, 1))


def test_place_rule_one_from_a_day():
    rule = PlaceRuleFactory()

    with refused_by("place_rule_one_from_a_day"):
        PlaceRuleFactory(since=rule.since)


def test_place_rule_returns_by_officers_alone():
    assert PlaceRuleFactory(returns=["revoked", "surrendered"])

    with refused_by("place_rule_returns_by_officers_alone"):
        PlaceRuleFactory(returns=["expired"])
