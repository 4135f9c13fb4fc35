from datetime import date, timedelta

import pytest

from casework.audit.models import Event
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.people import actions
from casework.people.rules import DocumentFacts
from tests.factories.accounts import OfficerFactory
from tests.factories.people import ContactDetailFactory, IdentityDocumentFactory, PersonFactory, passport_kind
from tests.moments import NOON
from tests.people.facts import PASSPORT, PHONE, named

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    passport_kind()
    return PersonFactory()


def test_a_name_is_added_beside_the_others(person, registrar):
    actions.add_name(person, named("Synak", "Ulgi", "latn-passport"), by=registrar, at=NOON)

    assert [name.key for name in person.names.order_by("pk")][1:] == ["ulgi sinak"]
    assert Event.objects.get(kind="person.add_name").after["surname"] == "Ulgi"


def test_a_name_may_take_the_first_place(person, registrar):
    name = actions.add_name(person, named("Жаңа"), is_main=True, by=registrar, at=NOON)

    assert person.main_name == name
    assert person.names.filter(is_main=True).count() == 1


def test_a_name_from_a_document_of_another_person_is_refused(person, registrar):
    document = IdentityDocumentFactory()

    with pytest.raises(RuleBroken, match="another person"):
        actions.add_name(person, named("Жаңа"), document=document, by=registrar, at=NOON)


def test_a_document_is_added_and_told(person, registrar):
    document = actions.add_document(person, PASSPORT, by=registrar, at=NOON)

    assert document.number_key == "TEST123456"
    assert Event.objects.get(kind="person.add_document").after["kind"] == "passport"


def test_a_document_on_record_is_not_added_again(person, registrar):
    actions.add_document(person, PASSPORT, by=registrar, at=NOON)

    with pytest.raises(Conflict, match="already on record"):
        actions.add_document(person, PASSPORT, by=registrar, at=NOON)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (DocumentFacts("passport", "A1", "MN", "", NOON.date() + timedelta(days=1)), "has not come yet"),
        (DocumentFacts("passport", "A1", "MN", "", date(2020, 1, 1), date(2020, 1, 1)), "expires after"),
        (DocumentFacts("passport", "--", "MN"), "number of the document"),
    ],
)  # fmt: skip
def test_a_document_that_cannot_be_is_refused(person, registrar, facts, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        actions.add_document(person, facts, by=registrar, at=NOON)


def test_a_contact_is_added_and_ended(person, registrar):
    contact = actions.add_contact(person, PHONE, by=registrar, at=NOON)
    until = PHONE.since + timedelta(days=1)

    actions.end_contact(contact, until=until, by=registrar, at=NOON)

    assert list(person.contact_details.on(PHONE.since)) == [contact]
    assert not person.contact_details.on(until).exists()


def test_a_contact_ends_once(registrar):
    contact = ContactDetailFactory(until=date(2026, 2, 1))

    with pytest.raises(RuleBroken, match="already ended"):
        actions.end_contact(contact, until=date(2026, 3, 1), by=registrar, at=NOON)


def test_a_contact_does_not_end_before_it_begins(registrar):
    contact = ContactDetailFactory(since=date(2026, 2, 1))

    with pytest.raises(RuleBroken, match="ends after it begins"):
        actions.end_contact(contact, until=date(2026, 2, 1), by=registrar, at=NOON)


def test_who_may_not_register_adds_nothing(person):
    stranger = OfficerFactory()
    attempts = (
        lambda: actions.add_name(person, named("Жаңа"), by=stranger, at=NOON),
        lambda: actions.add_document(person, PASSPORT, by=stranger, at=NOON),
        lambda: actions.add_contact(person, PHONE, by=stranger, at=NOON),
        lambda: actions.end_contact(ContactDetailFactory(), until=NOON.date(), by=stranger, at=NOON),
    )

    for attempt in attempts:
        with pytest.raises(NotPermitted):
            attempt()
