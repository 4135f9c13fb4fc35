"""Likely pairs: records that nobody compared yet are compared, officers answer, answers are taken back."""

import pytest

from casework.audit.models import Event
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.people import actions
from casework.people.actions.pairs import compare
from casework.people.models import LikelyPair, Person, SamePerson
from casework.people.queries.pairs import BATCH, batches_to_compare
from tests.factories.accounts import OfficerFactory
from tests.factories.people import LikelyPairFactory, PersonFactory, SamePersonFactory, household_of
from tests.moments import NOON
from tests.people.conftest import registrar_of
from tests.people.facts import named

pytestmark = pytest.mark.django_db


def somebody(given="Нұрлан", surname="Серікбай", **columns):
    return PersonFactory(name__given=given, name__surname=surname, sex="M", **columns)


def compare_all():
    for batch in batches_to_compare(100):
        compare(batch, at=NOON)
    return [(pair.record, pair.other_record) for pair in LikelyPair.objects.order_by("-score")]


def answer(pair, what, by, reason="The same passport."):
    return actions.answer_pair(pair, what, reason=reason, by=by, at=NOON)


def test_two_spellings_of_one_person_are_found():
    one, other = somebody(), somebody("Nurlan", "Serikbay", name__script="latn-passport")

    assert compare_all() == [(one, other)]


@pytest.mark.parametrize("born", [("1985-03-14", "day"), ("1985-03-01", "month"), ("1985-01-01", "year")])
def test_a_birth_date_known_in_part_is_compared_with_a_full_one(born):
    one, other = somebody(born_on=born[0], born_precision=born[1]), somebody(born_on="1985-03-14")

    assert compare_all() == [(one, other)]


def test_day_and_month_swapped_are_found():
    one, other = somebody(born_on="1985-03-04"), somebody(born_on="1985-04-03")

    assert compare_all() == [(one, other)]


def test_another_year_and_another_name_are_no_pair():
    somebody()
    somebody(born_on="1986-03-14")
    somebody("Ерлан", "Қасымбек")

    assert compare_all() == []


def test_twins_of_one_family_are_no_pair():
    one, other = somebody("Асан"), somebody("Үсен")
    household_of(one, other)

    assert compare_all() == []


def test_records_are_compared_once():
    somebody()
    somebody()

    assert len(compare_all()) == 1
    assert batches_to_compare(100) == []


def test_a_name_that_is_added_is_compared_again(registrar):
    known, other = somebody(), somebody("Мұрат", "Қасымбек")
    assert compare_all() == []

    actions.add_name(other, named("Нұрлан", "Серікбай"), by=registrar, at=NOON)

    assert compare_all() == [(known, other)]


def test_a_birth_date_put_right_is_compared_again(registrar):
    known, other = somebody(), somebody(born_on="1990-01-01")
    assert compare_all() == []
    facts = known.facts

    actions.correct_person(Person.objects.get(pk=other.pk), facts, version=1, by=registrar, at=NOON)

    assert compare_all() == [(known, other)]


@pytest.mark.parametrize("link", [{}, {"confirmed": True}, {"undone_at": NOON}])
def test_a_pair_that_officers_know_is_not_found_again(link):
    one, other = somebody(), somebody()
    undone = {"undone_by": OfficerFactory()} if "undone_at" in link else {}
    SamePersonFactory(record=one, other_record=other, **link, **undone)

    assert compare_all() == []


def test_records_joined_through_a_third_are_not_found():
    one, two, third = somebody(), somebody(), somebody("Мұрат", "Қасымбек", born_on="1999-09-09")
    for other in (one, two):
        SamePersonFactory(record=other, other_record=third, confirmed=True)

    assert compare_all() == []


def test_neighbouring_records_are_one_batch():
    persons = PersonFactory.create_batch(3)

    assert set(batches_to_compare(10)) == {person.pk // BATCH for person in persons}


def test_same_is_a_proposal_that_joins_nothing(registrar):
    pair = LikelyPairFactory()

    answer(pair, "same", registrar)

    link = SamePerson.objects.get()
    assert (link.record, link.other_record, link.is_in_force) == (pair.record, pair.other_record, False)


def test_who_answered_same_does_not_confirm(registrar):
    answer(LikelyPairFactory(), "same", registrar)

    with pytest.raises(RuleBroken, match="A second officer confirms"):
        actions.confirm_same(SamePerson.objects.get(), by=registrar, at=NOON)


def test_two_persons_stands_in_both_trails(registrar):
    pair = LikelyPairFactory()

    answer(pair, "different", registrar)

    told = Event.objects.filter(kind="person.not_same").values_list("subject", flat=True)
    assert set(told) == {pair.record.number, pair.other_record.number}
    assert not LikelyPair.objects.waiting().exists()


def test_later_waits_on(registrar):
    pair = answer(LikelyPairFactory(), "later", registrar)

    assert list(LikelyPair.objects.waiting()) == [pair]
    assert answer(pair, "same", registrar).answer == "same"


@pytest.mark.parametrize("first", ["same", "different"])
def test_a_pair_is_answered_once(registrar, first):
    pair = answer(LikelyPairFactory(), first, registrar)

    with pytest.raises(Conflict, match="answered this pair already"):
        answer(pair, "different", registrar_of())


def test_same_taken_back_turns_the_proposal_down(registrar):
    pair = answer(LikelyPairFactory(), "same", registrar)

    actions.take_back(pair, by=registrar, at=NOON)

    assert list(LikelyPair.objects.waiting()) == [pair]
    assert SamePerson.objects.get().undone_by == registrar


def test_an_answer_that_was_confirmed_is_not_taken_back(registrar, second_registrar):
    pair = answer(LikelyPairFactory(), "same", registrar)
    actions.confirm_same(SamePerson.objects.get(), by=second_registrar, at=NOON)

    with pytest.raises(RuleBroken, match="part them on the page"):
        actions.take_back(pair, by=registrar, at=NOON)


def test_a_pair_without_an_answer_is_not_taken_back(registrar):
    with pytest.raises(Conflict, match="no answer"):
        actions.take_back(LikelyPairFactory(), by=registrar, at=NOON)


def test_who_may_not_register_answers_nothing():
    for act in (
        lambda by: answer(LikelyPairFactory(), "later", by),
        lambda by: actions.take_back(LikelyPairFactory(), by=by, at=NOON),
    ):
        with pytest.raises(NotPermitted):
            act(OfficerFactory())
