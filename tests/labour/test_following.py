"""Renewals and replacements, each rule at its edge."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from casework.cases.models import Case
from casework.cases.queries.recount import differences
from casework.common.errors import Conflict, RuleBroken
from casework.labour.actions import changes, following
from casework.labour.actions.permits import let_lapse_unpaid
from casework.labour.models import Category, Permit, PlaceRule
from casework.labour.queries import grounds
from tests.factories.labour import PermitFactory, PermitRequestFactory, ViolationFactory, staffed
from tests.factories.people import PersonFactory
from tests.labour.office import accepted, approved, books, decided, desk, issued, pay
from tests.moments import NOON
from tests.quotas.database import refused_by
from tests.world import step

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
OPENS = NOON + (date(2026, 12, 31) - NOON.date())
"""The permit is valid up to 1 March 2027; sixty days before."""


def asked(office, permit, at=OPENS, **changes):
    return following.ask_renewal(
        permit, **{"months": 12, "received_on": at.date(), **changes}, by=office.registrar, at=at
    )


def renewed(office, permit, at=OPENS):
    case = decided(office, accepted(office, asked(office, permit, at), at=at), "approve", at=at)
    pay(office, case, paid_on=at.date(), at=at)
    return step(case, "issue", by=office.registrar, at=at).permit


def replaced(office, permit, at=NOON + DAY, **brought):
    worker = PersonFactory(office=office.office, citizenship="TR")
    facts = {"has_education": "higher", "has_years": 3, "received_on": at.date(), **brought}
    return following.ask_replacement(permit, worker, **facts, by=office.registrar, at=at)


@pytest.mark.parametrize(("days", "is_taken"), [(-1, False), (0, True), (1, True), (29, True), (30, True), (31, False)])
def test_a_renewal_is_asked_for_from_sixty_to_thirty_days_before_the_end(days, is_taken):
    office = desk()
    permit, at = issued(office).permit, OPENS + days * DAY

    if is_taken:
        assert asked(office, permit, at).procedure == "renewal"
        return
    with pytest.raises(RuleBroken, match="31 Dec 2026 to Sat 30 Jan 2027"):
        asked(office, permit, at)


def test_a_renewal_is_decided_in_three_working_days():
    """From Thursday, the last of December: the second of January is a Saturday, Monday off for it, the seventh off."""
    office = desk()

    assert asked(office, issued(office).permit).due_on == date(2027, 1, 8)


def test_the_new_term_starts_the_day_after_the_old_and_takes_a_place():
    office = desk()
    old = issued(office).permit

    new = renewed(office, old)

    assert (new.since, new.until, new.previous, new.renewals) == (old.until, date(2028, 3, 2), old, 1)
    assert new.number != old.number
    assert books(office.cell) == (10, 0, 2)
    assert differences() == []


def test_a_programme_whose_renewals_take_no_place_goes_on_in_the_old_one():
    PlaceRule.objects.update(renewals_draw=False)
    office = desk(places=1)
    first = issued(office)

    new = renewed(office, first.permit)

    assert (new.place_of, books(office.cell)) == (first, (1, 0, 1))
    assert differences() == []


def test_a_place_shared_with_the_old_permit_returns_with_the_last_of_both():
    PlaceRule.objects.update(renewals_draw=False)
    office = desk()
    old = issued(office).permit
    new = renewed(office, old)

    changes.surrender(new, reason="x", by=office.officer, at=OPENS)
    assert books(office.cell) == (10, 0, 1)

    changes.surrender(old, reason="x", by=office.officer, at=OPENS)
    assert books(office.cell) == (10, 0, 0)


@pytest.mark.parametrize(("most", "is_taken"), [(0, False), (1, True), (None, True)])
def test_a_permit_is_renewed_as_often_as_its_category_allows(most, is_taken):
    Category.objects.filter(code="3").update(renewals_most=most)
    office = desk()
    permit = issued(office).permit

    if is_taken:
        assert asked(office, permit)
        return
    with pytest.raises(RuleBroken, match="renewed at most 0 times"):
        asked(office, permit)


def test_a_permit_is_renewed_once_for_each_term():
    office = desk()
    permit = issued(office).permit
    new = renewed(office, permit)

    with pytest.raises(Conflict, match=new.number):
        asked(office, permit)


def test_a_suspended_permit_is_neither_renewed_nor_replaced():
    office = desk()
    permit = changes.suspend(issued(office).permit, reason="x", by=office.registrar, at=NOON)

    for ask in (asked, replaced):
        with pytest.raises(RuleBroken, match="only one in force"):
            ask(office, permit)


def test_a_permit_that_was_revoked_meanwhile_is_not_renewed():
    office = desk()
    permit = issued(office).permit
    case = decided(office, accepted(office, asked(office, permit), at=OPENS), "approve", at=OPENS)
    pay(office, case, paid_on=OPENS.date(), at=OPENS)
    changes.revoke(permit, reason="x", by=office.officer, at=OPENS)

    with pytest.raises(Conflict, match="has ended meanwhile"):
        step(case, "issue", by=office.registrar, at=OPENS)


def test_a_renewal_whose_fee_was_not_paid_lapses_and_frees_its_place():
    office = desk()
    case = decided(office, accepted(office, asked(office, issued(office).permit), at=OPENS), "approve", at=OPENS)

    let_lapse_unpaid(case, at=OPENS + 60 * DAY)

    assert (Case.objects.get(pk=case.pk).state, books(office.cell)) == ("lapsed", (10, 0, 1))


def test_a_replacement_is_decided_in_five_working_days():
    """From Tuesday, the third of March; the ninth is a day off for the eighth."""
    office = desk()

    assert replaced(office, issued(office).permit).due_on == date(2026, 3, 11)


def test_a_replacement_takes_a_new_number_the_rest_of_the_term_no_place_and_no_fee():
    office = desk(places=1)
    first = issued(office)
    at = NOON + DAY
    case = decided(office, accepted(office, replaced(office, first.permit), at=at), "approve", at=at)

    new = Permit.objects.get(case=case)
    first.permit.refresh_from_db()

    assert (case.state, hasattr(case, "fee"), first.permit.state) == ("issued", False, "replaced")
    assert (new.since, new.until, new.person, new.place_of) == (at.date(), date(2027, 3, 2), case.applicant, first)
    assert new.number != first.permit.number
    assert books(office.cell) == (1, 0, 1)
    assert differences() == []


def test_the_place_of_a_replaced_worker_returns_with_the_permit_that_took_it_over():
    office = desk()
    at = NOON + DAY
    case = decided(office, accepted(office, replaced(office, issued(office).permit), at=at), "approve", at=at)

    changes.surrender(Permit.objects.get(case=case), reason="x", by=office.officer, at=at)

    assert books(office.cell) == (10, 0, 0)
    assert differences() == []


def test_nobody_replaces_himself():
    office = desk()
    permit = issued(office).permit

    with pytest.raises(RuleBroken, match="another worker"):
        following.ask_replacement(
            permit, permit.person, has_education="higher", has_years=3, received_on=NOON.date(),
            by=office.registrar, at=NOON,
        )  # fmt: skip


def test_the_new_worker_must_meet_the_post():
    office = desk()
    at = NOON + DAY
    case = accepted(office, replaced(office, issued(office).permit, has_years=2), at=at)

    assert {each.code for each in grounds.findings(case, at) if each.stands} == {"replacement.qualification"}
    with pytest.raises(RuleBroken, match="years of work: 2, asked for 3"):
        decided(office, case, "approve", at=at)


def test_a_barred_employer_gets_neither_renewal_nor_replacement():
    office = desk()
    permit = issued(office).permit
    ViolationFactory(inspection__employer=office.employer, inspection__on=NOON.date(), bars_until=date(2027, 3, 2))
    for case, at in ((asked(office, permit), OPENS), (replaced(office, permit), NOON + DAY)):
        accepted(office, case, at=at)
        with pytest.raises(RuleBroken, match="no new permit before 2 Mar 2027"):
            decided(office, case, "approve", at=at)


def test_neither_share_nor_quota_stands_against_whoever_is_counted_already():
    """Of the staff reported, the worker among them, 900 of 1,000 are citizens: one more would break the share."""
    office = desk(places=1)
    permit = issued(office).permit
    staffed(office.employer, on=date(2026, 3, 1), c3=(900, 100))

    found = grounds.findings(replaced(office, permit), NOON)

    assert [each.code for each in found if each.stands] == []
    assert "replacement.over_quota" not in {each.code for each in found}


def test_permit_request_renews_or_replaces():
    permit = PermitFactory()
    assert PermitRequestFactory(renews=permit)

    with refused_by("permit_request_renews_or_replaces"):
        PermitRequestFactory(renews=permit, replaces=permit)


def test_a_renewal_pays_a_fee_of_its_own():
    office = desk()
    case = approved(office, accepted(office, asked(office, issued(office).permit), at=OPENS), at=OPENS)

    assert case.fee.multiple == Decimal(202)
