"""A permit from its vacancy to its issue, each rule at its edge."""

from datetime import date, timedelta

import pytest

from casework.cases.models import Case
from casework.cases.queries.recount import differences
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.labour.actions import inspections, payments, permits
from casework.labour.models import Activity, Permit
from casework.labour.queries import grounds
from casework.labour.queries.fees import is_paid
from casework.quotas.actions import QuotaExhausted
from casework.quotas.models import Entry
from tests.factories.accounts import OfficerFactory
from tests.factories.labour import PermitFactory, staffed
from tests.factories.people import PersonFactory
from tests.factories.quotas import CeilingFactory
from tests.labour.office import accepted, approved, books, decided, desk, facts, issued, pay, proposed, requested
from tests.moments import NOON
from tests.world import step

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def test_the_whole_way_of_a_permit():
    office = desk()
    case = accepted(office)
    assert books(office.cell) == (10, 1, 0)

    case = issued(office, approved(office, case))

    permit = Permit.objects.get()
    assert (case.state, permit.employer, permit.since, permit.until) == (
        "issued", office.employer, date(2026, 3, 2), date(2027, 3, 2),
    )  # fmt: skip
    assert books(office.cell) == (10, 0, 1)
    assert differences() == []


@pytest.mark.parametrize(("received_on", "is_taken"), [(15, False), (16, True), (17, True)])
def test_the_vacancy_stands_fifteen_calendar_days(received_on, is_taken):
    """Posted on the first of February."""
    office, day = desk(), date(2026, 2, received_on)

    if is_taken:
        assert requested(office, received_on=day).state == "lodged"
        return
    with pytest.raises(RuleBroken, match="15 calendar days"):
        requested(office, received_on=day)


def test_the_office_decides_in_seven_working_days():
    """From Monday, the second of March; the ninth is a day off for the eighth."""
    assert requested(desk()).due_on == date(2026, 3, 12)


@pytest.mark.parametrize(("months", "is_taken"), [(11, False), (12, True), (13, False)])
def test_specialists_get_twelve_months(months, is_taken):
    office = desk()

    if is_taken:
        assert requested(office, months=months)
        return
    with pytest.raises(RuleBroken, match="12 to 12 months"):
        requested(office, months=months)


def test_a_full_quota_takes_no_request_and_is_a_ground():
    office = desk(places=1)
    accepted(office)
    second = requested(office)

    with pytest.raises(QuotaExhausted, match="none is left"):
        accepted(office, second)

    assert decided(office, second, "refuse", ground="permit.over_quota").state == "refused"


def test_the_ceiling_of_the_region_is_charged_too():
    office = desk()
    ceiling = CeilingFactory(plan=office.cell.plan, dimension="region", key="KZ-55", limit=1)
    accepted(office)

    with pytest.raises(QuotaExhausted, match="ceiling of the region"):
        accepted(office)

    ceiling.refresh_from_db()
    assert (ceiling.taken, books(office.cell)) == (1, (10, 1, 0))


def test_the_fee_is_due_in_ten_working_days_from_the_notice():
    """179 indices of 4,325 tenge would be group A; mining is group B with 202."""
    fee = approved(desk()).fee

    assert (fee.multiple, fee.tenge, fee.notified_on, fee.due_on) == (
        202,
        202 * 4325,
        date(2026, 3, 2),
        date(2026, 3, 17),
    )


def test_a_permit_is_not_issued_before_its_fee():
    office = desk()
    case = approved(office)
    pay(office, case, tenge=case.fee.tenge - 1)

    with pytest.raises(RuleBroken, match="1.00 tenge are missing"):
        step(case, "issue", by=office.registrar)

    assert not Permit.objects.exists()


@pytest.mark.parametrize(("days", "counts"), [(-1, True), (0, True), (1, False)])
def test_a_payment_counts_up_to_the_last_day(days, counts):
    office = desk()
    case = approved(office)
    paid_on = case.fee.due_on + days * DAY
    pay(office, case, paid_on=paid_on, at=NOON + timedelta(days=30))

    assert is_paid(case.fee) is counts


@pytest.mark.parametrize(("days", "state"), [(-1, "approved"), (0, "approved"), (1, "lapsed")])
def test_an_unpaid_grant_lapses_the_day_after_its_last(days, state):
    office = desk()
    case = approved(office)
    at = NOON + (case.fee.due_on - NOON.date() + days * DAY)

    permits.let_lapse_unpaid(case, at=at)

    case.refresh_from_db()
    assert case.state == state
    assert books(office.cell) == ((10, 0, 0) if state == "lapsed" else (10, 1, 0))


def test_a_paid_grant_does_not_lapse():
    office = desk()
    case = approved(office)
    pay(office, case)

    permits.let_lapse_unpaid(case, at=NOON + timedelta(days=60))

    assert Case.objects.get(pk=case.pk).state == "approved"


def test_a_reversal_makes_a_grant_unpaid_again():
    office = desk()
    case = approved(office)
    payment = pay(office, case)

    payments.reverse_payment(payment, payments.Paid("R-1", payment.tenge, NOON.date()), by=office.registrar, at=NOON)

    assert not is_paid(case.fee)
    with pytest.raises(Conflict, match="reversed already"):
        payments.reverse_payment(
            payment, payments.Paid("R-2", payment.tenge, NOON.date()), by=office.registrar, at=NOON
        )


def test_a_document_of_the_bank_is_taken_once():
    office = desk()
    case = approved(office)
    pay(office, case)

    with pytest.raises(Conflict, match="nothing is paid twice"):
        pay(office, case)


def test_the_registrar_does_not_decide_and_a_caseworker_neither():
    office = desk()
    case = accepted(office)

    for officer in (office.registrar, OfficerFactory(office=office.office, roles=["caseworker"])):
        with pytest.raises(NotPermitted):
            proposed(office._replace(officer=officer), case, "approve")


@pytest.mark.parametrize(("citizens", "foreigners", "is_kept"), [(899, 100, False), (900, 99, True), (901, 98, True)])
def test_the_share_is_judged_with_the_permit(citizens, foreigners, is_kept):
    """With it 899, 900 or 901 of a thousand are citizens."""
    office = desk(c3=(citizens, foreigners))
    case = accepted(office)

    if is_kept:
        assert approved(office, case).state == "approved"
        return
    with pytest.raises(RuleBroken, match="899 of 1000 are citizens"):
        proposed(office, case, "approve")


def test_only_an_inspector_records_inspections():
    office = desk()

    with pytest.raises(NotPermitted):
        inspections.record_inspection(
            office.employer, on=NOON.date(), report="R", summary="x", by=office.registrar, at=NOON
        )


def test_a_second_permit_for_the_same_worker_is_refused_in_a_sentence():
    office = desk()
    case = approved(office)
    pay(office, case)
    PermitFactory(employer=office.employer, person=case.applicant)

    with pytest.raises(Conflict, match="already has a permit for this worker"):
        step(case, "issue", by=office.registrar)


def test_a_withdrawn_request_frees_its_place():
    office = desk()

    step(approved(office), "withdraw", by=office.registrar)

    assert books(office.cell) == (10, 0, 0)
    assert [entry.kind for entry in Entry.objects.filter(file__startswith="FP")] == ["hold", "release"]


def test_the_clock_of_the_office_stands_still_while_the_fee_is_due():
    case = approved(desk())

    assert not case.is_overdue(date(2026, 12, 1))


def test_staff_reported_anew_is_what_counts():
    office = desk(c3=(89, 11))
    case = requested(office)
    staffed(office.employer, on=date(2026, 3, 1), c3=(950, 5))

    assert {each.code: each.stands for each in grounds.findings(case, NOON)}["permit.content"] is False


@pytest.mark.parametrize(("changes", "is_taken"), [
    ({}, False), ({"fee_group": "B"}, True), ({"basis": "intra"}, True), ({"category": "seasonal", "months": 3}, True),
])  # fmt: skip
def test_a_request_whose_fee_nobody_could_name_is_not_lodged(changes, is_taken):
    office = desk()
    office.employer.activity = Activity.objects.get(pk="C")
    if is_taken:
        assert requested(office, **changes).state == "lodged"
        return
    with pytest.raises(RuleBroken, match="No group of fees"):
        requested(office, **changes)


def test_a_citizen_is_asked_for_by_no_permit():
    office = desk()
    citizen = PersonFactory(office=office.office, citizenship="KZ")

    with pytest.raises(RuleBroken, match="citizen of Kazakhstan works without a permit"):
        permits.request_permit(office.employer, citizen, facts(), received_on=NOON.date(), by=office.registrar, at=NOON)
