import sys
from datetime import date

import pytest
from django.db import connection
from django.db.models.expressions import RawSQL
from django.test.utils import CaptureQueriesContext

from casework.audit.models import Event
from casework.common.errors import RuleBroken
from casework.people import actions
from casework.people.models import Name, Person
from casework.people.queries import Card, Row, UnreadableSearch, hits, search
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.people import IdentityDocumentFactory, NameFactory, PersonFactory
from tests.moments import NOON
from tests.people.facts import IIN

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    """An officer of the national office sees everybody."""
    return OfficerFactory(office=OfficeFactory(national=True))


def person(surname="", given="", **facts):
    return PersonFactory(name__surname=surname, name__given=given, **facts)


def numbers(found):
    return [row.number for row in found.rows]


@pytest.mark.parametrize(
    ("surname", "given", "text"),
    [
        ("Ахметов", "Нұрлан", "ахметов нұрлан"),
        ("Ахметов", "Нұрлан", "Нұрлан Ахметов"),
        ("Ахметов", "Нұрлан", "ахм"),
        ("Сейдахметов", "Нұрлан", "ахмет"),
        ("Ахметов", "Нұрлан", "лан ахм"),
        ("قابدوللا", "نۇرلان", "نۇرلان"),
        ("Ğabdolla", "Nurlan", "ğabdolla"),
        ("Ya", "Nu'er lan", "nuer"),
        ("O'Neil-ñ", "", "oneilñ"),
        ("O'Neil-ñ", "", "O’NEIL-Ñ"),
        ("", "Null", "null"),
        ("None", "Test", "Test None"),
        ("José", "", "Jose\u0301"),
        ("Ж" * 200, "", "ж" * 200),
        ("Nurlаn", "", "Nurlаn"),
    ],
)
def test_a_person_is_found_by_name(officer, surname, given, text):
    sought = person(surname, given)
    person("Басқа", "Біреу")

    assert numbers(search(text, officer=officer)) == [sought.number]


def test_a_person_is_found_by_any_of_the_names_and_stands_there_once(officer):
    sought = person("Ахметов", "Нұрлан")
    NameFactory(person=sought, script="latn-passport", surname="Akhmetov", given="Nurlan")
    NameFactory(person=sought, script="tr", surname="Ahmetov", given="Nurlan")

    found = search("nurlan", officer=officer)

    assert numbers(found) == [sought.number]
    assert str(found.rows[0].name) == "Ахметов Нұрлан"
    assert [str(name) for name in found.rows[0].other_names] == ["Akhmetov Nurlan", "Ahmetov Nurlan"]


def test_the_words_must_stand_in_one_name(officer):
    sought = person("Ахметов", "Нұрлан")
    NameFactory(person=sought, script="latn-passport", surname="Omarov", given="Yerlan")

    assert numbers(search("ахметов yerlan", officer=officer)) == []


@pytest.mark.parametrize(
    "text", ["ахметов nurlan", "Nuerlan Ahemaiti", "نۇرلان احمەت", "Nurlan Ahmet", "Ахметұлы Нурлан", "Nūrlan Ahmet"]
)
def test_a_name_is_found_in_whatever_script_it_is_typed(officer, text):
    sought = person("Ахметов", "Нұрлан")
    person("Ахметов", "Нұржан")

    assert numbers(search(text, officer=officer)) == [sought.number]


def test_a_word_may_be_the_place_of_the_office(officer):
    office = OfficeFactory(region__name_en="Pavlodar", region__name_ru="Павлодар", region__name_kk="Павлодар")
    sought = person("Ахметов", "Нұрлан", born_on=date(1984, 5, 6), office=office)
    person("Ахметов", "Нұрлан", born_on=date(1984, 5, 6))

    assert numbers(search("nurlan 1984 pavlodar", officer=officer)) == [sought.number]


def test_a_search_that_takes_too_long_is_given_up_with_a_sentence(officer, monkeypatch):
    person("Ахметов")
    napping = Name.objects.annotate(nap=RawSQL("pg_sleep(0.2)::text", ()))  # noqa: S611 - no word from outside
    monkeypatch.setattr(sys.modules[hits.__module__], "PATIENCE", "20ms")
    monkeypatch.setattr(sys.modules[hits.__module__], "candidates", lambda *_: [list(napping)])

    with pytest.raises(RuleBroken, match="fits too many"):
        search("ахметов", officer=officer)


def test_the_whole_name_comes_before_its_parts(officer):
    inside, start, whole = person("Сейдахмет"), person("Ахмет", "Нұрлан"), person("Ахмет")

    assert numbers(search("ахмет", officer=officer)) == [whole.number, start.number, inside.number]


@pytest.mark.parametrize("text", ["%%%", "___", "а%в", "\\\\\\", "' OR 1=1--", "a_b", "{{7*7}}", "<b>"])
def test_wildcards_and_code_are_plain_characters(officer, text):
    person("Ахметов", "Абв")

    assert numbers(search(text, officer=officer)) == []


def test_a_wildcard_in_a_name_is_found_as_it_is(officer):
    sought = person("100%_Ахмет")
    person("100АхАхмет")

    assert numbers(search("%_ахмет", officer=officer)) == [sought.number]


@pytest.mark.parametrize("text", ["", " ", "ах", "1985", "\u200b\u200b\u200b\u200b", "''''", "%", "03.1985"])
def test_too_little_is_refused_with_a_sentence(officer, text):
    with pytest.raises(RuleBroken, match="at least three letters"):
        search(text, officer=officer)


@pytest.mark.parametrize("text", ["Al\0i", "\ud800ali", "ali\u202eila", "ali\x07"])
def test_unreadable_text_is_refused_as_a_bad_request(officer, text):
    with pytest.raises(UnreadableSearch) as refusal:
        search(text, officer=officer)

    assert refusal.value.status == 400


def test_a_text_longer_than_any_name_is_refused(officer):
    with pytest.raises(RuleBroken, match="longer than any name"):
        search("a" * 10_000_000, officer=officer)


@pytest.mark.parametrize("text", ["{number}", "{bare}", IIN, "TEST 123-456", "test123456", "test1234", "TEST 123 456"])
def test_a_person_is_found_by_number_iin_and_document(officer, text):
    sought = person("Ахметов", iin=IIN)
    IdentityDocumentFactory(person=sought, number="Test 123456")
    IdentityDocumentFactory(number="Other 99")

    text = text.format(number=sought.number, bare=f"p{sought.number[2:].lstrip('0')}")
    assert numbers(search(text, officer=officer)) == [sought.number]


def test_the_end_of_a_document_number_is_not_enough(officer):
    IdentityDocumentFactory(number="Test 123456")

    assert numbers(search("23456", officer=officer)) == []


def test_name_and_document_must_both_fit(officer):
    sought = person("Ахметов")
    IdentityDocumentFactory(person=sought, number="N123456")
    IdentityDocumentFactory(person=person("Ахметов"), number="N999999")

    assert numbers(search("ахметов n123456", officer=officer)) == [sought.number]


@pytest.mark.parametrize("text", ["ахмет 1985", "14.03.1985 ахмет", "ахмет 1985-03-14", "14.03.1985", "ахмет 03.1985"])
def test_a_birth_date_narrows_the_search(officer, text):
    sought = person("Ахметов", born_on=date(1985, 3, 14))
    person("Ахметов", born_on=date(1986, 3, 14))

    assert numbers(search(text, officer=officer)) == [sought.number]


@pytest.mark.parametrize("text", ["ахмет 14.03.1985", "14.03.1985", "ахмет 1985"])
def test_a_birth_date_known_in_part_may_be_the_one(officer, text):
    sought = person("Ахметов", born_on=date(1985, 1, 1), born_precision="year")

    assert numbers(search(text, officer=officer)) == [sought.number]


def test_number_and_birth_date_must_both_fit(officer):
    person("Ахметов", iin=IIN, born_on=date(1985, 3, 14))

    assert numbers(search(f"{IIN} 1985", officer=officer)) != []
    assert numbers(search(f"{IIN} 1990", officer=officer)) == []


def test_no_more_than_the_limit_is_shown_and_the_rest_is_hinted_at(officer):
    PersonFactory.create_batch(4, name__surname="Ахметов")

    found = search("ахметов", officer=officer, limit=3)

    assert (len(found.rows), found.has_more) == (3, True)
    assert not search("ахметов", officer=officer, limit=4).has_more


def test_a_search_asks_the_database_a_bounded_number_of_times(officer):
    for number in range(12):
        IdentityDocumentFactory(person=person("Ахметов"), number=f"N{number:06d}")

    with CaptureQueriesContext(connection) as queries:
        search("ахметов", officer=officer)

    assert len(queries) <= 14


def test_an_officer_sees_the_persons_of_the_own_office_in_full(officer):
    mine = OfficerFactory()
    sought = person("Ахметов", office=mine.office, iin=IIN)

    (row,) = search("ахметов", officer=mine).rows

    assert isinstance(row, Row)
    assert (row.number, row.iin, row.citizenship) == (sought.number, IIN, "Mongolia")


def test_of_a_person_out_of_sight_only_a_card_is_shown(officer):
    sought = person("Ахметов", "Нұрлан", iin=IIN, born_on=date(1985, 3, 14), died_on=date(2026, 1, 1))
    IdentityDocumentFactory(person=sought, number="AB 123456")

    found = search("ахметов", officer=OfficerFactory())

    assert found.rows == ()
    (card,) = found.cards
    assert card == Card(
        number=sought.number, name=card.name, birth_year=1985, sex="female", last_four="3456",
        office=str(sought.office), flags=("deceased",),
    )  # fmt: skip
    assert str(card.name) == "Ахметов Нұрлан"


def test_a_card_tells_nothing_of_a_short_number():
    sought = person("Ахметов")
    IdentityDocumentFactory(person=sought, number="1234")

    (card,) = search("ахметов", officer=OfficerFactory()).cards

    assert card.last_four == ""


def test_a_higher_package_brings_persons_in_sight():
    sought = person("Ахметов")

    found = search("ахметов", officer=OfficerFactory(), in_sight=Person.objects.filter(pk=sought.pk))

    assert numbers(found) == [sought.number]
    assert found.cards == ()


def test_each_card_shown_is_one_event(officer):
    PersonFactory.create_batch(2, name__surname="Ахметов")
    stranger = OfficerFactory()

    found = search("ахметов", officer=stranger)
    actions.record_cards_shown(found.cards, by=stranger, at=NOON)

    shown = Event.objects.filter(kind="person.card_shown", by=stranger)
    assert {event.subject for event in shown} == {card.number for card in found.cards}
    assert len(shown) == 2


def test_an_arabic_name_says_how_it_is_written(officer):
    PersonFactory(name__surname="قابدوللا", name__script="kk-arab")

    (row,) = search("قابدوللا", officer=officer).rows

    assert (row.name.lang, row.name.direction) == ("kk-Arab", "rtl")
