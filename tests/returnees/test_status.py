from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError

from casework.cases.actions import clocks, members
from casework.cases.states import Outcome, State
from casework.common.errors import RuleBroken
from casework.returnees.actions import status
from casework.returnees.models import Grant
from casework.returnees.queries import hear_by
from tests.factories.people import PersonFactory, household_of
from tests.moments import NOON
from tests.world import (
    accepted,
    application,
    current,
    decided,
    family,
    granted,
    heard,
    lodged,
    proposed,
    recommended,
    staff_of,
    step,
)  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return staff_of("KZ-55")


def test_a_family_is_granted_the_status_from_the_day_of_the_decision(staff):
    case = granted(staff)

    assert case.state == State.GRANTED
    assert set(case.grants.values_list("since", "until")) == {(date(2026, 3, 2), date(2027, 3, 2))}


def test_each_member_has_a_certificate_of_its_own(staff):
    case = granted(staff)

    assert case.grants.values("certificate").distinct().count() == 5


def test_the_token_of_a_certificate_cannot_be_guessed(staff):
    tokens = granted(staff).grants.values_list("token", flat=True)

    assert len(set(tokens)) == 5
    assert min(map(len, tokens)) >= 43


def test_a_person_has_one_status_at_a_time(staff):
    case = granted(staff)
    first = case.grants.first()

    with pytest.raises(IntegrityError, match="grant_one_in_force_per_person"):
        Grant.objects.create(
            case=case, person=first.person, certificate="X", token="X", since=NOON.date(), until=date(2026, 9, 1)
        )


def test_a_file_with_missing_papers_is_not_accepted(staff):
    with pytest.raises(RuleBroken, match="Papers are missing: application; autobiography"):
        step(lodged(staff), "accept", by=staff.registrar)


def test_an_incomplete_set_is_refused_acceptance_by_two_officers(staff):
    case = decided(staff, lodged(staff), "refuse_acceptance")

    assert case.state == State.REFUSED_ACCEPTANCE
    assert case.closed_by == staff.head


def test_the_registrar_may_propose_to_refuse_acceptance(staff):
    assert proposed(staff, lodged(staff), "refuse_acceptance", by=staff.registrar).registrar_may_sign


def test_nobody_is_refused_without_a_hearing(staff):
    with pytest.raises(RuleBroken, match="not possible"):
        proposed(staff, recommended(staff), "refuse")


def test_a_member_is_refused_only_after_the_hearing(staff):
    case = recommended(staff)

    with pytest.raises(RuleBroken, match="only after a hearing"):
        proposed(staff, case, "grant", refused=(case.members.last().person,))


def test_after_the_hearing_four_of_five_can_be_granted(staff):
    case = heard(staff)
    fifth = case.members.last()

    decided(staff, case, "grant", refused=(fifth.person,))

    assert case.grants.count() == 4
    fifth.refresh_from_db()
    assert fifth.outcome == Outcome.REFUSED


def test_a_refusal_after_the_hearing_closes_the_file(staff):
    assert decided(staff, heard(staff), "refuse").state == State.REFUSED


def test_a_status_ends_with_citizenship(staff):
    case = decided(staff, granted(staff), "end", ground="status.citizenship")

    assert case.state == State.ENDED
    assert set(case.grants.values_list("until", "end_reason")) == {(date(2026, 3, 2), "citizenship")}


def test_an_application_received_on_16_february_2026_is_due_in_three_working_days(staff):
    case = lodged(staff)

    assert case.due_on == date(2026, 2, 19)
    assert case.due_explanation["term"]["days"] == 3


def test_a_pause_of_four_days_moves_the_due_date_by_four(staff):
    case = lodged(staff, at=NOON.replace(month=2, day=16))
    clocks.pause(case, version=current(case), reason="a paper", by=staff.registrar, at=NOON.replace(month=2, day=17))

    moved = clocks.resume(case, version=current(case), by=staff.registrar, at=NOON.replace(month=2, day=21))

    assert moved.due_on == date(2026, 2, 23)


def test_a_signed_proposal_stops_the_clock(staff):
    case = recommended(staff)

    proposed(staff, case, "grant")

    case.refresh_from_db()
    assert case.clock_stopped_on == NOON.date()


def test_a_citizen_is_granted_no_status(staff):
    with pytest.raises(RuleBroken, match="citizen of Kazakhstan"):
        lodged(staff, family(staff, citizenship="KZ"))


def test_a_citizen_in_the_family_is_granted_nothing(staff):
    household = family(staff)
    child = household.memberships.last().person
    type(child).objects.filter(pk=child.pk).update(citizenship="KZ")

    case = granted(staff, household)

    assert case.grants.count() == 4
    assert case.members.get(person=child).why_not == "citizen"


def test_a_citizen_who_joins_the_family_is_granted_nothing(staff):
    case = recommended(staff)
    child = PersonFactory(child=True, citizenship="KZ")
    members.add_member(case, version=current(case), person=child, role="child", by=staff.registrar, at=NOON)

    assert decided(staff, case, "grant").grants.count() == 5


@pytest.mark.parametrize("hearing_on", [date(2026, 3, 1), date(2026, 3, 3)])
def test_a_family_is_heard_after_the_preliminary_decision_and_not_in_the_future(staff, hearing_on):
    case = decided(staff, recommended(staff, recommendation="refuse"), "preliminarily_refuse")

    with pytest.raises(RuleBroken, match="between the day of the preliminary decision and today"):
        step(case, "hear", by=staff.registrar, hearing_on=hearing_on, hearing_statement="They came.")


def test_a_family_is_to_be_heard_within_two_working_days(staff):
    case = decided(staff, recommended(staff, recommendation="refuse"), "preliminarily_refuse")

    assert hear_by(case) == date(2026, 3, 4)


def test_a_family_that_was_told_of_no_refusal_is_not_to_be_heard(staff):
    case = recommended(staff)
    proposed(staff, case, "preliminarily_refuse")

    assert hear_by(case) is None


def test_a_minor_files_for_nobody(staff):
    with pytest.raises(RuleBroken, match="not of age"):
        lodged(staff, household_of(PersonFactory(child=True, office=staff.office)))


def test_an_application_is_not_received_tomorrow(staff):
    with pytest.raises(RuleBroken, match="has not come yet"):
        lodged(staff, received_on=date(2026, 3, 3))


def test_an_applicant_has_one_open_file_of_a_kind(staff):
    case = lodged(staff)

    with pytest.raises(RuleBroken, match="already has an open file"):
        lodged(staff, case.household)


def test_a_proxy_is_named_with_the_paper(staff):
    with pytest.raises(RuleBroken, match="Name the proxy"):
        lodged(staff, received_how="proxy")


def test_the_applicant_is_a_member_of_the_family(staff):
    asked = application(staff, family(staff))
    stranger = PersonFactory()

    with pytest.raises(RuleBroken, match="member of the family"):
        lodge_with(staff, asked, stranger)


def lodge_with(staff, asked, applicant):
    facts = status.StatusFacts("MN", date(2026, 2, 1))
    return status.lodge_status(replace(asked, applicant=applicant), facts, by=staff.registrar, at=NOON)


def test_the_sitting_of_the_commission_is_not_in_the_future(staff):
    with pytest.raises(RuleBroken, match="between the day of receipt and today"):
        step(
            accepted(staff), "commission", by=staff.registrar, commission_on=date(2026, 3, 3), minutes_number="8",
            recommendation="grant",
        )  # fmt: skip
