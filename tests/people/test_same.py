import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from casework.audit.models import Event
from casework.common.constraints import violated
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.people import actions
from casework.people.models import SamePerson
from casework.people.queries import joined, records_of_same
from tests.factories.accounts import OfficerFactory
from tests.factories.people import PersonFactory, SamePersonFactory
from tests.moments import NOON
from tests.people.conftest import registrar_of
from tests.races import rival_result

pytestmark = pytest.mark.django_db
WHY = "The same passport on two days."


def propose(record, other, by):
    return actions.propose_same(record, other, reason=WHY, by=by, at=NOON)


def confirm(link, by):
    return actions.confirm_same(link, by=by, at=NOON)


def undo(link, by):
    return actions.undo_same(link, reason="Two sisters.", by=by, at=NOON)


def link(one, other, **traits):
    record, other_record = sorted((one, other), key=lambda person: person.pk)
    return SamePersonFactory(record=record, other_record=other_record, **traits)


def test_a_proposal_joins_nothing_yet(registrar):
    one, other = PersonFactory(), PersonFactory()

    propose(other, one, registrar)

    assert records_of_same(one) == {one.pk}
    assert [(link.record, link.other_record) for link in SamePerson.objects.waiting()] == [(one, other)]


def test_a_second_officer_joins_the_records(registrar, second_registrar):
    one, other = PersonFactory(), PersonFactory()

    confirmed = confirm(propose(one, other, registrar), second_registrar)

    assert confirmed.is_in_force
    assert records_of_same(one) == records_of_same(other) == {one.pk, other.pk}


def test_who_proposed_does_not_confirm(registrar):
    proposal = propose(PersonFactory(), PersonFactory(), registrar)

    with pytest.raises(RuleBroken, match="A second officer confirms"):
        confirm(proposal, registrar)

    proposal.refresh_from_db()
    assert proposal.confirmed_by is None


def test_a_link_undone_parts_the_records_and_stays_on_record(registrar, second_registrar):
    one, other = PersonFactory(), PersonFactory()
    confirmed = confirm(propose(one, other, registrar), second_registrar)

    undone = undo(confirmed, registrar)

    assert records_of_same(one) == {one.pk}
    assert (undone.confirmed_by, undone.undone_by) == (second_registrar, registrar)


def test_records_that_were_parted_may_be_proposed_again(registrar):
    one, other = PersonFactory(), PersonFactory()
    undo(propose(one, other, registrar), registrar)

    assert propose(one, other, registrar)


def test_a_pair_is_proposed_once(registrar, second_registrar):
    one, other = PersonFactory(), PersonFactory()
    propose(one, other, registrar)

    with pytest.raises(Conflict, match="already joined or proposed"):
        propose(other, one, second_registrar)


def test_a_link_is_confirmed_once(registrar, second_registrar):
    confirmed = confirm(propose(PersonFactory(), PersonFactory(), registrar), second_registrar)

    with pytest.raises(Conflict, match="already joined"):
        confirm(confirmed, registrar_of())


def test_an_undone_link_is_neither_confirmed_nor_undone_again(registrar, second_registrar):
    undone = undo(propose(PersonFactory(), PersonFactory(), registrar), registrar)

    for act in (confirm, undo):
        with pytest.raises(Conflict, match="already undone"):
            act(undone, second_registrar)


def test_one_record_is_no_pair(registrar):
    person = PersonFactory()

    with pytest.raises(RuleBroken, match="choose two"):
        propose(person, person, registrar)


def test_a_reason_is_asked_for(registrar):
    with pytest.raises(RuleBroken, match="Say why"):
        actions.propose_same(PersonFactory(), PersonFactory(), reason=" ", by=registrar, at=NOON)
    with pytest.raises(RuleBroken, match="Say why"):
        actions.undo_same(SamePersonFactory(), reason="", by=registrar, at=NOON)


def test_both_trails_tell_of_the_other_record(registrar, second_registrar):
    one, other = PersonFactory(), PersonFactory()

    undo(confirm(propose(one, other, registrar), second_registrar), registrar)

    kinds = ["person.propose_same", "person.confirm_same", "person.undo_same"]
    for subject, named in ((one, other), (other, one)):
        told = Event.objects.filter(subject=subject.number).order_by("pk")
        assert [event.kind for event in told] == kinds
        assert {event.after["record"] for event in told} == {named.number}


def test_who_may_not_register_joins_nothing():
    stranger, proposal = OfficerFactory(), SamePersonFactory()
    attempts = (
        lambda: propose(PersonFactory(), PersonFactory(), stranger),
        lambda: confirm(proposal, stranger),
        lambda: undo(proposal, stranger),
    )

    for attempt in attempts:
        with pytest.raises(NotPermitted):
            attempt()


def test_records_are_joined_through_others():
    chain = PersonFactory.create_batch(5)
    for one, other in zip(chain, chain[1:], strict=False):
        link(one, other, confirmed=True)

    assert records_of_same(chain[4]) == {person.pk for person in chain}


def test_a_ring_of_links_ends():
    one, two, three = PersonFactory.create_batch(3)
    for pair in ((one, two), (two, three), (three, one)):
        link(*pair, confirmed=True)

    assert records_of_same(two) == {one.pk, two.pk, three.pk}


def test_proposed_and_undone_links_join_nothing():
    one, two, three = PersonFactory.create_batch(3)
    link(one, two)
    link(two, three, confirmed=True, undone_by=OfficerFactory(), undone_at=NOON)

    assert joined([one.pk, two.pk, three.pk]) == {pk: {pk} for pk in (one.pk, two.pk, three.pk)}


def test_the_records_of_many_are_found_by_one_query():
    pairs = [link(PersonFactory(), PersonFactory(), confirmed=True) for _ in range(3)]
    asked = [pair.record_id for pair in pairs]

    with CaptureQueriesContext(connection) as queries:
        found = joined(asked)

    assert found == {pair.record_id: {pair.record_id, pair.other_record_id} for pair in pairs}
    assert len(queries) == 1


def test_nobody_asked_nobody_found():
    assert joined([]) == {}


def test_a_link_is_seen_from_either_record():
    officer = OfficerFactory()
    mine = link(PersonFactory(), PersonFactory(office=officer.office))
    SamePersonFactory()

    assert list(SamePerson.objects.visible_to(officer)) == [mine]


@pytest.mark.django_db(transaction=True)
def test_a_link_waits_for_who_decides_about_the_records_and_is_not_missed():
    one, other = PersonFactory(), PersonFactory()
    proposal = propose(one, other, registrar_of())

    refusal = rival_result(lambda: confirm(proposal, registrar_of()), lambda: lock(one))

    assert violated(refusal) == "person_records_stay_joined"
    assert lock(one) == lock(other) == {one.pk, other.pk}


def lock(person):
    """Lock all records of this human being, as a trigger does; answer which they are."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT people_lock_joined(%s::bigint[])", [[person.pk]])
        return records_of_same(person)


@pytest.mark.django_db(transaction=True)
def test_one_pair_proposed_twice_at_once_is_proposed_once():
    one, other, first, second = PersonFactory(), PersonFactory(), registrar_of(), registrar_of()

    refusal = rival_result(lambda: propose(one, other, first), lambda: propose(other, one, second))

    assert isinstance(refusal, Conflict)
    assert SamePerson.objects.get().proposed_by == first
