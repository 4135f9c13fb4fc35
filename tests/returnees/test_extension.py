"""Extending the status: once, at most 6 months, in 2 working days. Source: order of 10 Oct 2025 (since 26 Oct 2025)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db.models import F

from casework.cases.actions import members
from casework.cases.actions.steps import countersign
from casework.cases.states import Outcome, State
from casework.common.errors import Conflict, RuleBroken
from casework.returnees.actions import extensions
from casework.returnees.models import Grant
from tests.factories.people import PersonFactory
from tests.factories.returnees import GrantFactory
from tests.moments import NOON
from tests.world import (
    application,
    current,
    decided,
    family,
    granted,
    lodged_extension,
    proposed,
    staff_of,
    step,
    with_papers,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return staff_of("KZ-55")


def reviewed(staff, case=None, **asked):
    case = case or lodged_extension(staff, **asked)
    return step(with_papers(case, staff), "accept", by=staff.registrar)


def extended(staff, **asked):
    return decided(staff, reviewed(staff, **asked), "extend")


def ask(staff, household, received_on: date, months: int):
    """Ask on a day of which the law had another figure; the status of the family was in force around it."""
    for membership in household.memberships.all():
        since, until = received_on - timedelta(days=200), received_on + timedelta(days=100)
        GrantFactory(person=membership.person, since=since, until=until)
    asked = application(staff, household, "extension", received_on=received_on)
    return extensions.lodge_extension(asked, months=months, reason="-", by=staff.registrar, at=NOON)


def test_an_extension_moves_the_end_of_each_status_by_the_months(staff):
    case = extended(staff, months=6)

    assert case.state == State.EXTENDED
    assert set(Grant.objects.filter(extended_by=case).values_list("since", "until")) == {
        (date(2026, 3, 2), date(2027, 9, 2))
    }
    assert Grant.objects.filter(extended_by=case).count() == 5


def test_an_extension_is_decided_in_two_working_days(staff):
    case = lodged_extension(staff)

    assert (case.received_on, case.due_on) == (date(2026, 3, 2), date(2026, 3, 4))


def test_before_the_order_no_term_of_an_extension_is_on_record(staff):
    with pytest.raises(RuleBroken, match="No figure “extension.decision” is on record for 25 Oct 2025"):
        ask(staff, family(staff), date(2025, 10, 25), 3)


@pytest.mark.parametrize("months", [0, 7, 12])
def test_a_status_is_extended_by_at_most_six_months(staff, months):
    with pytest.raises(RuleBroken, match="by 1 to 6 months"):
        lodged_extension(staff, months=months)


@pytest.mark.parametrize(
    ("received_on", "most"), [(date(2018, 12, 1), 3), (date(2025, 10, 25), 3), (date(2025, 10, 26), 6)]
)
def test_how_long_it_is_extended_follows_the_day_of_receipt(staff, received_on, most):
    with pytest.raises(RuleBroken, match=f"by 1 to {most} months"):
        ask(staff, family(staff), received_on, most + 1)


def test_before_december_2018_no_extension_is_on_record(staff):
    with pytest.raises(RuleBroken, match="No figure “extension.months_max” is on record for 30 Nov 2018"):
        ask(staff, family(staff), date(2018, 11, 30), 1)


def test_who_has_no_status_on_the_day_of_receipt_asks_for_nothing(staff):
    asked = application(staff, family(staff), "extension", received_on=NOON.date())

    with pytest.raises(RuleBroken, match="The applicant has no status in force on the day of receipt"):
        extensions.lodge_extension(asked, months=6, reason="-", by=staff.registrar, at=NOON)


@pytest.mark.parametrize(
    ("since", "until", "is_taken"),
    [
        (date(2026, 3, 2), date(2026, 3, 3), True),
        (date(2025, 3, 2), date(2026, 3, 2), False),
        (date(2026, 3, 3), date(2027, 3, 3), False),
    ],
    ids=["the last day", "ended that day", "begins the day after"],
)
def test_the_status_is_in_force_on_the_day_of_receipt(staff, since, until, is_taken):
    case = granted(staff)
    Grant.objects.filter(case=case).update(since=since, until=until)

    if is_taken:
        assert lodged_extension(staff, case).state == State.LODGED
    else:
        with pytest.raises(RuleBroken, match="no status in force on the day of receipt"):
            lodged_extension(staff, case)


def test_a_member_without_a_status_is_named_and_left_out(staff):
    case = granted(staff)
    newborn = PersonFactory(child=True, office=staff.office)
    asked = application(staff, case.household, "extension", received_on=NOON.date())
    asked = replace(asked, members=[*asked.members, (newborn, "child")])

    with pytest.raises(RuleBroken, match=f"No status in force on the day of receipt: {newborn}"):
        extensions.lodge_extension(asked, months=6, reason="-", by=staff.registrar, at=NOON)


def test_a_status_is_extended_once(staff):
    case = extended(staff, months=1)

    with pytest.raises(RuleBroken, match="extended once, and it was"):
        lodged_extension(staff, case, months=1)


def test_of_two_members_one_can_be_extended_and_one_refused(staff):
    first = granted(staff, family(staff, 2))
    case = reviewed(staff, lodged_extension(staff, first))
    parent, child = case.members.all()

    decided(staff, case, "extend", refused=(child.person,))

    assert first.grants.get(person=parent.person).until == date(2027, 9, 2)
    assert first.grants.get(person=child.person).until == date(2027, 3, 2)
    assert case.members.get(pk=child.pk).outcome == Outcome.REFUSED


def test_a_member_whose_status_was_extended_before_is_refused_and_the_others_are_not(staff):
    first = granted(staff, family(staff, 2))
    case = reviewed(staff, lodged_extension(staff, first))
    child = case.members.last().person
    Grant.objects.filter(person=child).update(extended_by=first)

    with pytest.raises(RuleBroken, match=f"No status that could still be extended: {child}"):
        proposed(staff, case, "extend")

    assert decided(staff, case, "extend", refused=(child,)).state == State.EXTENDED


def test_a_member_who_joined_without_a_status_is_refused(staff):
    case = reviewed(staff)
    newborn = PersonFactory(child=True, office=staff.office)
    members.add_member(case, version=current(case), person=newborn, role="child", by=staff.registrar, at=NOON)

    with pytest.raises(RuleBroken, match=f"No status that could still be extended: {newborn}"):
        proposed(staff, case, "extend")


def test_a_status_that_ended_since_the_receipt_is_not_extended(staff):
    first = granted(staff)
    case = reviewed(staff, lodged_extension(staff, first))
    first.grants.update(until=F("since"), end_reason="citizenship")

    with pytest.raises(RuleBroken, match="No status that could still be extended"):
        proposed(staff, case, "extend")


def test_a_status_that_ends_between_the_two_signatures_is_not_revived(staff):
    first = granted(staff)
    case = reviewed(staff, lodged_extension(staff, first))
    decision = proposed(staff, case, "extend")
    first.grants.filter(person=case.applicant).update(until=date(2026, 3, 3), end_reason="annulment")

    with pytest.raises(Conflict, match="ended or extended meanwhile"):
        countersign(decision, version=current(case), by=staff.head, at=NOON)

    assert first.grants.get(person=case.applicant).until == date(2026, 3, 3)
    assert not first.grants.exclude(extended_by=None).exists()


def test_a_status_that_ran_out_while_the_office_decided_is_extended_from_its_end(staff):
    first = granted(staff)
    Grant.objects.filter(case=first).update(since=date(2025, 3, 3), until=date(2026, 3, 3))
    case = reviewed(staff, lodged_extension(staff, first))
    decision = proposed(staff, case, "extend")

    countersign(decision, version=current(case), by=staff.head, at=NOON + timedelta(days=10))

    assert set(first.grants.values_list("until", flat=True)) == {date(2026, 9, 3)}


def test_a_refused_extension_leaves_every_status_as_it_was(staff):
    first = granted(staff)

    case = decided(staff, reviewed(staff, lodged_extension(staff, first)), "refuse")

    assert case.state == State.REFUSED
    assert set(first.grants.values_list("until", "extended_by")) == {(date(2027, 3, 2), None)}
