"""Joining two inclusions opens a task; parting the records settles it; a merge undone leaves everything as it was."""

from random import Random

import pytest

from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.people import actions as people
from casework.returnees.actions.doubles import settle
from casework.returnees.models import DoubleInclusion, Inclusion
from tests.factories.accounts import OfficerFactory
from tests.factories.people import PersonFactory
from tests.factories.returnees import DoubleInclusionFactory, InclusionFactory, PastInclusionFactory
from tests.moments import NOON
from tests.people.conftest import registrar_of
from tests.people.roundtrips import all_parted, everything, round_trip
from tests.quotas.database import refused_by

pytestmark = pytest.mark.django_db
TRIPS = 40


def merged(one, other):
    link = people.propose_same(one, other, reason="The same passport.", by=registrar_of(), at=NOON)
    return people.confirm_same(link, by=registrar_of(), at=NOON)


def included():
    return InclusionFactory().person


def included_long_ago():
    return PersonFactory(external_id=PastInclusionFactory().person_external_id)


@pytest.mark.parametrize(
    ("one", "other"),
    [(included, included), (included, included_long_ago), (included_long_ago, included_long_ago)],
)
def test_joining_two_inclusions_opens_a_task(one, other):
    link = merged(one(), other())

    task = DoubleInclusion.objects.get()
    assert (task.link, task.programme_id, task.closed_at) == (link, "returnee", None)


def test_two_inclusions_at_the_ends_of_a_chain_open_a_task():
    one, between, other = included(), PersonFactory(), included()
    merged(one, between)
    assert not DoubleInclusion.objects.exists()

    merged(between, other)

    assert DoubleInclusion.objects.open().count() == 1


@pytest.mark.parametrize("other", [PersonFactory, lambda: InclusionFactory(annulled=True).person])
def test_one_inclusion_opens_no_task(other):
    merged(included(), other())

    assert not DoubleInclusion.objects.exists()


def test_a_proposal_opens_no_task():
    people.propose_same(included(), included(), reason="Perhaps.", by=registrar_of(), at=NOON)

    assert not DoubleInclusion.objects.exists()


def test_parting_the_records_settles_the_task():
    link = merged(included(), included())
    by = registrar_of()

    people.undo_same(link, reason="Two sisters.", by=by, at=NOON)

    task = DoubleInclusion.objects.get()
    assert (task.how, task.closed_by) == ("parted", by)


def test_the_task_is_settled_when_one_inclusion_is_annulled():
    link = merged(included(), included())
    Inclusion.objects.filter(person=link.record).update(annulled_at=NOON, annulled_by=OfficerFactory())

    settled = settle(DoubleInclusion.objects.get(), how="annulled", note="Order 5.", by=registrar_of(), at=NOON)

    assert settled.how == "annulled"


def test_nothing_was_annulled_while_both_stand():
    merged(included(), included())

    with pytest.raises(RuleBroken, match="Both inclusions still stand"):
        settle(DoubleInclusion.objects.get(), how="annulled", note="Order 5.", by=registrar_of(), at=NOON)


def test_both_may_stand_by_a_decision_and_the_task_is_settled_once():
    task = settle(DoubleInclusionFactory(), how="kept", note="Ruling of the court.", by=registrar_of(), at=NOON)

    with pytest.raises(Conflict, match="settled already"):
        settle(task, how="kept", note="Again.", by=registrar_of(), at=NOON)


def test_who_may_not_register_settles_nothing():
    with pytest.raises(NotPermitted):
        settle(DoubleInclusionFactory(), how="kept", note="-", by=OfficerFactory(), at=NOON)


def test_double_inclusion_open_once():
    task = DoubleInclusionFactory()

    with refused_by("double_inclusion_open_once"):
        DoubleInclusionFactory(link=task.link)


def test_double_inclusion_closed_by_and_at():
    with refused_by("double_inclusion_closed_by_and_at"):
        DoubleInclusionFactory(how="kept")


def test_records_joined_and_parted_at_random_are_as_they_were():
    dice = Random(20)
    persons = [included(), included(), included_long_ago(), *PersonFactory.create_batch(3)]
    officers = [registrar_of() for _ in range(3)]
    before = everything()

    made = sum(round_trip(persons, officers, dice) for _ in range(TRIPS))

    assert made > TRIPS
    assert everything() == before
    assert all_parted(persons)
    assert not DoubleInclusion.objects.open().exists()
