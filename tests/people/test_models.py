from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from casework.people.models import ContactDetail, Household, IdentityDocument, Membership, Name, Person, country_name
from casework.people.queries import family_of
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.people import (
    ContactDetailFactory,
    IdentityDocumentFactory,
    MembershipFactory,
    NameFactory,
    PersonFactory,
    PhotoFactory,
    household_of,
)

pytestmark = pytest.mark.django_db


def test_a_person_is_called_by_the_name_shown_first():
    person = PersonFactory(name__surname="Бірінші", name__given="")
    NameFactory(person=person, surname="Екінші")

    assert str(person) == "Бірінші"


def test_a_person_without_a_name_shown_first_is_called_by_the_newest():
    person = PersonFactory(name=None)
    NameFactory(person=person, surname="Бірінші", given="")
    NameFactory(person=person, surname="Екінші", given="")

    assert str(person) == "Екінші"


def test_a_person_without_any_name_is_called_by_the_number():
    person = PersonFactory(name=None)

    assert str(person) == person.number


def test_names_that_were_fetched_are_not_fetched_again():
    PersonFactory.create_batch(3)

    with CaptureQueriesContext(connection) as queries:
        [str(person) for person in Person.objects.prefetch_related("names")]

    assert len(queries) == 2


def test_an_officer_sees_the_persons_of_the_own_office_and_the_national_office_all():
    mine, other = PersonFactory(), PersonFactory()
    officer = OfficerFactory(office=mine.office)
    national = OfficerFactory(office=OfficeFactory(national=True))

    assert list(Person.objects.visible_to(officer)) == [mine]
    assert set(Person.objects.visible_to(national)) == {mine, other}


def test_what_belongs_to_a_person_is_seen_with_the_person():
    mine = PersonFactory()
    officer = OfficerFactory(office=mine.office)
    for person in (mine, PersonFactory()):
        ContactDetailFactory(person=person)
        IdentityDocumentFactory(person=person)
        MembershipFactory(person=person)

    for model in (Name, ContactDetail, IdentityDocument, Membership):
        assert {row.person for row in model.objects.visible_to(officer)} == {mine}


def test_a_household_is_seen_by_the_office_of_any_of_its_members():
    mine, other = PersonFactory(), PersonFactory()
    officer, stranger = OfficerFactory(office=mine.office), OfficerFactory()
    household = household_of(other, mine)

    assert list(Household.objects.visible_to(officer)) == [household]
    assert not Household.objects.visible_to(stranger).exists()
    assert list(Household.objects.visible_to(OfficerFactory(office=OfficeFactory(national=True)))) == [household]


@pytest.mark.parametrize(
    ("script", "lang", "direction"),
    [("kk-arab", "kk-Arab", "rtl"), ("kk-cyrl", "kk-Cyrl", "ltr"), ("latn-passport", "und-Latn", "ltr")],
)
def test_a_name_says_its_language_and_direction(script, lang, direction):
    name = Name(script=script)

    assert (name.lang, name.direction) == (lang, direction)


def test_every_script_has_a_language():
    assert all(Name(script=script).lang for script in Name.Script)


def test_a_name_of_mixed_scripts_is_marked():
    assert Name(surname="Nurlаn").mixes_scripts
    assert not Name(surname="Нұрлан", given="Nurlan").mixes_scripts


def test_a_child_is_a_minor_until_eighteen():
    person = Person(born_on=date(2008, 3, 2), born_precision="day")

    assert person.is_minor_on(date(2026, 3, 1))
    assert person.age_on(date(2026, 3, 2)) == 18


def test_persons_perhaps_born_on_a_day_are_those_known_by_day_month_or_year():
    day, month = PersonFactory(), PersonFactory(born_on=date(1985, 3, 1), born_precision="month")
    year = PersonFactory(born_on=date(1985, 1, 1), born_precision="year")
    PersonFactory(born_on=date(1985, 1, 1))
    PersonFactory(born_on=date(1985, 4, 1), born_precision="month")

    assert set(Person.objects.perhaps_born(day.birth)) == {day, month, year}


def test_every_record_tells_itself_apart():
    person = PersonFactory(name__surname="Үлгі", name__given="")
    photo, membership = PhotoFactory(person=person), MembershipFactory(person=person)

    assert str(photo) == f"Үлгі 2026-03-02 #{photo.pk}"
    assert str(membership) == f"Үлгі, child #{membership.pk}"
    assert str(ContactDetailFactory(value="7")) == "telephone 7"
    assert str(IdentityDocumentFactory(number="A 1")).endswith(" A 1")


def test_a_country_is_named_in_the_language_of_the_page():
    with override("ru"):
        assert country_name("MN") == "Монголия"
    assert (country_name("MN"), country_name("XX"), country_name("")) == ("Mongolia", "stateless", "")


def test_a_family_is_listed_head_first_and_children_by_age():
    head, younger, elder = PersonFactory(), PersonFactory(born_on=date(2020, 1, 1)), PersonFactory(child=True)
    household_of(head, younger, elder)

    assert [member.person for member in family_of(younger, date(2026, 1, 1))] == [head, elder, younger]


def test_a_person_has_no_family_before_and_after_the_membership():
    person = MembershipFactory(since=date(2026, 1, 1), until=date(2026, 2, 1)).person

    assert [len(family_of(person, date(2025, 12, 31))), len(family_of(person, date(2026, 1, 31)))] == [0, 1]
    assert family_of(person, date(2026, 2, 1)) == []
