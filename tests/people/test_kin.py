"""A new head, a part of a family that leaves, a marriage: each from a day on, each in the trail."""

from datetime import date

import pytest

from casework.audit.models import Event
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.people import actions
from casework.people.models import Membership
from casework.people.queries import family_of
from tests.factories.accounts import OfficerFactory
from tests.factories.people import PersonFactory, household_of
from tests.moments import NOON

pytestmark = pytest.mark.django_db
SINCE = date(2026, 2, 1)


def roles(person, on=SINCE):
    return {row.person: row.role for row in family_of(person, on)}


@pytest.fixture
def family():
    people = PersonFactory.create_batch(3)
    household_of(*people)
    return people


def name_head(person, by, former="parent"):
    return actions.name_head(person, former_role=former, since=SINCE, by=by, at=NOON)


def split(person, others, by):
    return actions.split_household(person, others, since=SINCE, by=by, at=NOON)


def marry(person, spouse, by):
    return actions.marry(person, spouse, on=SINCE, by=by, at=NOON)


def test_a_new_head_takes_the_place_of_the_old_one_from_a_day_on(family, registrar):
    head, child, other = family

    name_head(child, registrar)

    assert roles(head) == {child: "head", head: "parent", other: "child"}
    assert roles(head, date(2026, 1, 31)) == {head: "head", child: "child", other: "child"}


def test_a_family_whose_head_died_gets_another(family, registrar):
    head, child, _other = family
    actions.record_death(head, date(2026, 1, 20), by=registrar, at=NOON)

    name_head(child, registrar, former="")

    assert roles(child)[child] == "head"
    assert head not in roles(child)


def test_the_head_of_today_needs_a_role_from_then_on(family, registrar):
    with pytest.raises(RuleBroken, match="which role the head of today"):
        name_head(family[1], registrar, former="")


def test_who_is_the_head_is_not_made_it_again(family, registrar):
    with pytest.raises(RuleBroken, match="head of the family already"):
        name_head(family[0], registrar)


def test_who_has_no_family_heads_none(registrar):
    with pytest.raises(RuleBroken, match="belongs to no family"):
        name_head(PersonFactory(), registrar)


def test_a_part_of_a_family_is_a_family_of_its_own_from_a_day_on(family, registrar):
    head, child, other = family

    split(child, [other], registrar)

    assert roles(child) == {child: "head", other: "child"}
    assert roles(head) == {head: "head"}
    assert len(roles(head, date(2026, 1, 31))) == 3


def test_somebody_of_another_family_does_not_leave_with_this_one(family, registrar):
    with pytest.raises(RuleBroken, match="not in this family"):
        split(family[1], [PersonFactory()], registrar)

    assert len(roles(family[0])) == 3


def test_the_spouse_joins_who_heads_a_family(family, registrar):
    spouse = PersonFactory()

    marry(family[0], spouse, registrar)

    assert roles(spouse)[spouse] == "spouse"
    assert len(roles(spouse)) == 4


def test_two_children_who_marry_found_a_family(family, registrar):
    _head, child, _other = family
    theirs = PersonFactory.create_batch(2)
    household_of(*theirs)

    marry(child, theirs[1], registrar)

    assert roles(child) == {child: "head", theirs[1]: "spouse"}
    assert {event.subject for event in Event.objects.filter(kind="person.marry")} == {child.number, theirs[1].number}


def test_nobody_marries_oneself(registrar):
    person = PersonFactory()

    with pytest.raises(RuleBroken, match="of two persons"):
        marry(person, person, registrar)


def test_a_marriage_before_the_family_began_is_refused_whole(family, registrar):
    with pytest.raises((RuleBroken, Conflict)):
        actions.marry(family[1], PersonFactory(), on=date(2025, 12, 1), by=registrar, at=NOON)

    assert Membership.objects.filter(until=None).count() == 3


def test_who_may_not_register_changes_no_family(family):
    stranger = OfficerFactory()
    for act in (
        lambda: name_head(family[1], stranger),
        lambda: split(family[1], [], stranger),
        lambda: marry(family[1], PersonFactory(), stranger),
    ):
        with pytest.raises(NotPermitted):
            act()
