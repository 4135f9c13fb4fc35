from datetime import date, timedelta

import pytest

from casework.audit.models import Event
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.people import actions
from casework.people.models import Name, Person
from casework.people.rules import BirthDate, ContactFacts, NameFacts
from tests.factories.accounts import OfficerFactory
from tests.factories.people import PersonFactory, passport_kind
from tests.moments import NOON
from tests.people.facts import IIN, LATIN, NAME, PASSPORT, PHONE, named, woman

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _passports(db):
    passport_kind()


def register(by, facts=None, names=(NAME,), documents=(), contacts=()):
    return actions.register_person(facts or woman(), names, documents, contacts, office=by.office, by=by, at=NOON)


def test_a_registered_person_stands_with_names_papers_and_contacts(registrar):
    person = register(registrar, names=(NAME, LATIN), documents=(PASSPORT,), contacts=(PHONE,))

    assert person.number.startswith("P-0")
    assert (str(person), person.citizenship, person.office) == ("Үлгіқызы Сынақ", "MN", registrar.office)
    assert person.identity_documents.get().number_key == "TEST123456"
    assert person.contact_details.get().value == PHONE.value


def test_the_first_name_is_shown_first_and_a_name_knows_its_document(registrar):
    person = register(registrar, names=(NAME, LATIN), documents=(PASSPORT,))

    main, latin = person.names.order_by("pk")
    assert (main.is_main, latin.is_main) == (True, False)
    assert (main.document, latin.document) == (None, person.identity_documents.get())


def test_numbers_are_given_once(registrar):
    assert register(registrar).number != register(registrar).number


def test_a_registration_is_told_with_everything_that_was_written_down(registrar):
    person = register(registrar, woman(iin=IIN), documents=(PASSPORT,))

    event = Event.objects.get(subject=person.number)
    assert (event.kind, event.by, event.at) == ("person.register", registrar, NOON)
    assert (event.after["iin"], event.after["born_on"]) == (IIN, "1985-03-14")
    assert event.after["documents"][0]["number"] == PASSPORT.number


def test_a_birth_date_known_by_the_year_stays_so(registrar):
    person = register(registrar, woman(birth=BirthDate.read("1985")))

    person.refresh_from_db()
    assert str(person.birth) == "1985"


def test_who_may_not_register_is_turned_away():
    with pytest.raises(NotPermitted):
        register(OfficerFactory())

    assert not Person.objects.exists()


def test_a_person_without_a_name_is_refused(registrar):
    with pytest.raises(RuleBroken, match="at least one name"):
        register(registrar, names=())


@pytest.mark.parametrize(
    ("name", "sentence"),
    [(NameFacts("tr"), "surname or a given name"), (named("\u200b"), "at least one letter")],
)
def test_an_empty_name_is_refused_with_a_sentence_and_leaves_nothing(registrar, name, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        register(registrar, names=(name,))

    assert not Person.objects.exists()
    assert not Event.objects.filter(kind__startswith="person.").exists()


def test_a_birth_of_tomorrow_is_refused(registrar):
    with pytest.raises(RuleBroken, match="has not come yet"):
        register(registrar, woman(birth=BirthDate(NOON.date() + timedelta(days=1))))


def test_a_birth_of_today_is_accepted(registrar):
    assert register(registrar, woman(birth=BirthDate(NOON.date())))


def test_an_iin_that_disagrees_is_refused(registrar):
    with pytest.raises(RuleBroken, match="IIN says born on"):
        register(registrar, woman(iin=IIN, birth=BirthDate(date(1985, 3, 15))))


def test_an_iin_on_record_for_another_is_a_conflict(registrar):
    PersonFactory(iin=IIN)

    with pytest.raises(Conflict, match="on record for another person"):
        register(registrar, woman(iin=IIN))


def test_a_document_typed_twice_is_refused(registrar):
    again = type(PASSPORT)(kind="passport", number="test-123456", country="MN")

    with pytest.raises(Conflict, match="already on record for this person"):
        register(registrar, documents=(PASSPORT, again))


def test_a_contact_without_a_value_is_refused(registrar):
    with pytest.raises(RuleBroken, match="telephone, e-mail or address"):
        register(registrar, contacts=(ContactFacts("phone", "", NOON.date()),))


@pytest.mark.parametrize(
    ("surname", "given"),
    [
        ("", "Ли"), ("O'Neil-ñ", "José"), ("Null", "None"), ("Ж" * 200, "ع" * 200), ("Test", "Test"),
        ("<script>alert(1)</script>", "{{7*7}}"), ("ﷺ" * 200, "ﷺ" * 200), ("Nurlаn", "A"),
    ],
)  # fmt: skip
def test_an_odd_name_is_kept_letter_by_letter(registrar, surname, given):
    person = register(registrar, names=(named(given, surname),))

    kept = Name.objects.get(person=person)
    assert (kept.surname, kept.given) == (surname, given)
