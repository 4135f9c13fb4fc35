from datetime import date, timedelta

import pytest

from casework.audit.models import Event
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.people import actions
from casework.people.models import Household, Membership
from casework.people.queries import family_of
from tests.factories.accounts import OfficerFactory
from tests.factories.people import HouseholdFactory, MembershipFactory, PersonFactory, household_of
from tests.moments import NOON
from tests.people.conftest import registrar_of
from tests.races import rival_result

pytestmark = pytest.mark.django_db
SINCE, LATER = date(2026, 1, 1), date(2026, 2, 1)
Role = Membership.Role


def join(household, person, by, role=Role.CHILD, since=SINCE):
    return actions.join_household(household, person, role=role, since=since, by=by, at=NOON)


def test_a_family_is_founded_with_its_head_and_members(registrar):
    head, spouse, child = PersonFactory(), PersonFactory(), PersonFactory(child=True)

    household = actions.found_household(
        head, [(child, Role.CHILD), (spouse, Role.SPOUSE)], since=SINCE, by=registrar, at=NOON
    )

    assert household.number.startswith("H-0")
    assert [(member.person, member.role) for member in family_of(child, SINCE)] == [
        (head, "head"), (spouse, "spouse"), (child, "child"),
    ]  # fmt: skip


def test_a_founded_family_is_told_to_the_family_and_to_each_person(registrar):
    head, child = PersonFactory(), PersonFactory(child=True)

    household = actions.found_household(head, [(child, Role.CHILD)], since=SINCE, by=registrar, at=NOON)

    assert Event.objects.filter(kind="household.join", subject=household.number).count() == 2
    told = Event.objects.get(kind="household.join", subject=child.number).after
    assert told == {"household": household.number, "person": child.number, "role": "child", "since": "2026-01-01"}


def test_a_member_of_another_family_keeps_the_whole_family_from_being_founded(registrar):
    taken = MembershipFactory().person
    before = Household.objects.count()

    with pytest.raises(Conflict, match="one household at a time"):
        actions.found_household(PersonFactory(), [(taken, Role.SPOUSE)], since=LATER, by=registrar, at=NOON)

    assert Household.objects.count() == before


def test_a_second_head_is_refused(registrar):
    household = household_of(PersonFactory())

    with pytest.raises(Conflict, match="one head at a time"):
        join(household, PersonFactory(), registrar, role=Role.HEAD)


def test_a_child_does_not_join_before_it_is_born(registrar):
    child = PersonFactory(born_on=LATER)

    with pytest.raises(RuleBroken, match="not born on that day"):
        join(HouseholdFactory(), child, registrar)


def test_a_child_joins_on_the_day_of_its_birth(registrar):
    assert join(HouseholdFactory(), PersonFactory(born_on=LATER), registrar, since=LATER)


def test_the_dead_join_nothing(registrar):
    with pytest.raises(RuleBroken, match="had died"):
        join(HouseholdFactory(), PersonFactory(died_on=SINCE), registrar, since=LATER)


def test_who_leaves_is_no_member_from_that_day_on(registrar):
    head, child = PersonFactory(), PersonFactory(child=True)
    household_of(head, child)

    actions.leave_household(child.memberships.get(), until=LATER, by=registrar, at=NOON)

    assert len(family_of(head, LATER - timedelta(days=1))) == 2
    assert len(family_of(head, LATER)) == 1
    assert family_of(child, LATER) == []


def test_who_left_may_join_another_family_on_the_same_day(registrar):
    membership = MembershipFactory()
    actions.leave_household(membership, until=LATER, by=registrar, at=NOON)

    assert join(HouseholdFactory(), membership.person, registrar, since=LATER)


def test_a_membership_is_left_once(registrar):
    membership = MembershipFactory(until=LATER)

    with pytest.raises(RuleBroken, match="already ended"):
        actions.leave_household(membership, until=NOON.date(), by=registrar, at=NOON)


def test_nobody_leaves_on_the_day_of_joining(registrar):
    membership = MembershipFactory(since=LATER)

    with pytest.raises(RuleBroken, match="ends after it begins"):
        actions.leave_household(membership, until=LATER, by=registrar, at=NOON)


def test_a_new_role_begins_where_the_old_one_ends(registrar):
    membership = MembershipFactory(role=Role.OTHER, since=SINCE)

    now = actions.change_role(membership, role=Role.SPOUSE, since=LATER, by=registrar, at=NOON)

    membership.refresh_from_db()
    assert (membership.role, membership.until) == ("other", LATER)
    assert (now.role, now.since, now.until) == ("spouse", LATER, None)


def test_a_role_written_down_wrongly_is_put_right_from_its_first_day(registrar):
    membership = MembershipFactory(role=Role.OTHER, since=SINCE)

    now = actions.change_role(membership, role=Role.SPOUSE, since=SINCE, by=registrar, at=NOON)

    assert (now.pk, now.role) == (membership.pk, "spouse")
    assert Event.objects.filter(kind="household.change_role", before={"role": "other"}).count() == 2


def test_a_widow_becomes_head_after_the_death_of_the_head(registrar):
    husband, wife = PersonFactory(), PersonFactory()
    household_of(husband, wife)
    actions.record_death(husband, LATER, by=registrar, at=NOON)

    now = actions.change_role(
        wife.memberships.get(), role=Role.HEAD, since=LATER + timedelta(days=1), by=registrar, at=NOON
    )

    assert family_of(wife, NOON.date()) == [now]


def test_two_heads_do_not_come_of_a_changed_role(registrar):
    head, other = PersonFactory(), PersonFactory()
    household_of(head, other)

    with pytest.raises(Conflict, match="one head at a time"):
        actions.change_role(other.memberships.get(), role=Role.HEAD, since=LATER, by=registrar, at=NOON)


def test_who_may_not_register_changes_no_family():
    membership, stranger = MembershipFactory(), OfficerFactory()
    attempts = (
        lambda: actions.found_household(PersonFactory(), since=SINCE, by=stranger, at=NOON),
        lambda: join(HouseholdFactory(), PersonFactory(), stranger),
        lambda: actions.leave_household(membership, until=LATER, by=stranger, at=NOON),
        lambda: actions.change_role(membership, role=Role.OTHER, since=LATER, by=stranger, at=NOON),
    )

    for attempt in attempts:
        with pytest.raises(NotPermitted):
            attempt()


@pytest.mark.django_db(transaction=True)
def test_two_officers_joining_one_person_to_two_families_at_once_have_one_winner():
    person, one, other = PersonFactory(), registrar_of(), registrar_of()
    mine, theirs = HouseholdFactory(), HouseholdFactory()

    refusal = rival_result(lambda: join(mine, person, one), lambda: join(theirs, person, other))

    assert isinstance(refusal, Conflict)
    assert "one household at a time" in str(refusal)
    assert Membership.objects.get().household == mine


@pytest.mark.django_db(transaction=True)
def test_two_heads_of_one_family_at_once_have_one_winner():
    household, one, other = HouseholdFactory(), registrar_of(), registrar_of()
    persons = PersonFactory(), PersonFactory()

    refusal = rival_result(
        lambda: join(household, persons[0], one, role=Role.HEAD),
        lambda: join(household, persons[1], other, role=Role.HEAD),
    )

    assert isinstance(refusal, Conflict)
    assert Membership.objects.get().person == persons[0]
