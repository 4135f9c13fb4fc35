from datetime import date, timedelta

import pytest

from casework.audit.models import Event
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.people import actions
from casework.people.models import Person
from casework.people.rules import BirthDate
from tests.factories.accounts import OfficerFactory
from tests.factories.people import MembershipFactory, PersonFactory
from tests.moments import NOON
from tests.people.conftest import registrar_of
from tests.people.facts import IIN, woman
from tests.races import rival_result

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def correct(person, by, version=1, **changes):
    return actions.correct_person(person, woman(**changes), version=version, by=by, at=NOON)


def test_a_correction_is_written_and_raises_the_version(registrar):
    person = correct(PersonFactory(), registrar, citizenship="CN")

    person.refresh_from_db()
    assert (person.citizenship, person.version) == ("CN", 2)


def test_a_correction_tells_what_was_before_and_after(registrar):
    person = correct(PersonFactory(), registrar, citizenship="CN", birth=BirthDate.read("1984"))

    event = Event.objects.get(kind="person.correct", subject=person.number)
    assert event.before == {"citizenship": "MN", "born_on": "1985-03-14", "born_precision": "day"}
    assert event.after == {"citizenship": "CN", "born_on": "1984-01-01", "born_precision": "year"}


def test_a_correction_that_corrects_nothing_writes_nothing(registrar):
    person = correct(PersonFactory(), registrar)

    assert person.version == 1
    assert not Event.objects.filter(kind__startswith="person.").exists()


def test_the_second_editor_sees_the_differences_and_overwrites_nothing(registrar, second_registrar):
    person = PersonFactory()
    correct(person, registrar, citizenship="CN")

    with pytest.raises(actions.Stale) as stale:
        correct(person, second_registrar, birth_place="Улиастай")

    person.refresh_from_db()
    assert (person.citizenship, person.birth_place) == ("CN", "")
    assert stale.value.differences == (
        actions.Difference("citizenship", "CN", "MN"),
        actions.Difference("place of birth", "nothing", "Улиастай"),
    )


def test_a_stale_correction_is_a_conflict_in_a_sentence(registrar):
    with pytest.raises(Conflict, match="Nothing was saved. citizenship: on record “MN”, typed “CN”"):
        correct(PersonFactory(), registrar, version=7, citizenship="CN")


def test_a_birth_date_that_no_longer_agrees_with_the_iin_is_refused(registrar):
    person = PersonFactory(iin=IIN)

    with pytest.raises(RuleBroken, match="IIN says born on"):
        correct(person, registrar, iin=IIN, birth=BirthDate(date(1985, 4, 1)))


def test_who_may_not_register_corrects_nothing():
    with pytest.raises(NotPermitted):
        correct(PersonFactory(), OfficerFactory(), citizenship="CN")


def test_an_iin_is_set_and_told(registrar):
    person = actions.set_iin(PersonFactory(), IIN, by=registrar, at=NOON)

    person.refresh_from_db()
    assert (person.iin, person.version) == (IIN, 2)
    assert Event.objects.get(subject=person.number).after == {"iin": IIN}


@pytest.mark.parametrize("iin", ["", "123", IIN[:11] + str((int(IIN[11]) + 1) % 10)])
def test_what_is_no_iin_is_not_set(registrar, iin):
    with pytest.raises(RuleBroken):
        actions.set_iin(PersonFactory(), iin, by=registrar, at=NOON)


def test_the_iin_of_another_is_not_set(registrar):
    PersonFactory(iin=IIN)

    with pytest.raises(Conflict, match="on record for another person"):
        actions.set_iin(PersonFactory(), IIN, by=registrar, at=NOON)


def test_a_death_is_written_and_ends_the_membership_with_that_day(registrar):
    membership = MembershipFactory(since=date(2026, 1, 1))

    person = actions.record_death(membership.person, date(2026, 2, 1), by=registrar, at=NOON)

    membership.refresh_from_db()
    assert (person.died_on, membership.until) == (date(2026, 2, 1), date(2026, 2, 2))


def test_a_membership_that_had_ended_before_the_death_stays_as_it_was(registrar):
    membership = MembershipFactory(since=date(2026, 1, 1), until=date(2026, 1, 20))

    actions.record_death(membership.person, date(2026, 2, 1), by=registrar, at=NOON)

    membership.refresh_from_db()
    assert membership.until == date(2026, 1, 20)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [(TODAY + timedelta(days=1), "has not come yet"), (date(1985, 3, 13), "before being born")],
)
def test_a_death_of_tomorrow_or_before_birth_is_refused(registrar, day, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        actions.record_death(PersonFactory(), day, by=registrar, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_two_corrections_at_once_have_one_winner():
    person, one, other = PersonFactory(), registrar_of(), registrar_of()

    refusal = rival_result(
        lambda: correct(person, one, citizenship="CN"), lambda: correct(person, other, citizenship="UZ")
    )

    assert isinstance(refusal, actions.Stale)
    assert Person.objects.get(pk=person.pk).citizenship == "CN"
