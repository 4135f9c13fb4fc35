"""Persons and families for tests. None of them is real."""

from datetime import date

import factory

from casework.people.models import (
    ContactDetail,
    Household,
    IdentityDocument,
    ImportFault,
    LikelyPair,
    Membership,
    Name,
    Person,
    PersonImport,
    Photo,
    SamePerson,
    search_keys,
)
from casework.people.rules import NameFacts, document_key
from casework.reference.models import DocumentKind
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.moments import NOON


def passport_kind() -> DocumentKind:
    names = {"name_en": "passport", "name_ru": "паспорт", "name_kk": "паспорт", "is_identity": True}
    return DocumentKind.objects.get_or_create(code="passport", defaults=names)[0]


def _keys(name) -> dict:
    return search_keys(NameFacts(str(name.script), name.surname, name.given, name.patronymic))


class NameFactory(factory.django.DjangoModelFactory):
    """A name; `PersonFactory` gives each person one, shown first."""

    class Meta:
        model = Name

    person = factory.SubFactory("tests.factories.people.PersonFactory", name=None)
    script = Name.Script.KK_CYRL
    surname = factory.Sequence(lambda n: f"Үлгіұлы{n}")
    given = "Сынақ"
    patronymic = ""
    key = factory.LazyAttribute(lambda name: _keys(name)["key"])
    sounds = factory.LazyAttribute(lambda name: _keys(name)["sounds"])


class PersonFactory(factory.django.DjangoModelFactory):
    """A grown-up; `name=None` leaves the name out, `name__surname=` and the like shape it."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    class Params:
        child = factory.Trait(born_on=date(2018, 5, 6))
        generated = factory.Trait(is_generated=True)

    number = factory.Sequence(lambda n: f"P-9{n:05d}")
    sex = Person.Sex.FEMALE
    born_on = date(1985, 3, 14)
    citizenship = "MN"
    birth_country = "MN"
    ethnicity = "Kazakh"
    office = factory.SubFactory(OfficeFactory)
    registered_by = factory.SubFactory(OfficerFactory, office=factory.SelfAttribute("..office"))
    registered_at = NOON
    name = factory.RelatedFactory(NameFactory, factory_related_name="person", is_main=True)


class IdentityDocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IdentityDocument

    person = factory.SubFactory(PersonFactory)
    kind = factory.LazyFunction(passport_kind)
    number = factory.Sequence(lambda n: f"TEST {n:06d}")
    number_key = factory.LazyAttribute(lambda document: document_key(document.number))
    country = "MN"


class ContactDetailFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ContactDetail

    person = factory.SubFactory(PersonFactory)
    kind = ContactDetail.Kind.PHONE
    value = "+7 700 000 00 00"
    since = date(2026, 1, 1)


class PhotoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Photo

    person = factory.SubFactory(PersonFactory)
    file = factory.django.ImageField(filename="portrait.jpg", width=30, height=40)
    sha256 = "0" * 64
    taken_by = factory.SubFactory(OfficerFactory)
    taken_at = NOON


class HouseholdFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Household

    number = factory.Sequence(lambda n: f"H-9{n:05d}")
    registered_by = factory.SubFactory(OfficerFactory)
    registered_at = NOON


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    household = factory.SubFactory(HouseholdFactory)
    person = factory.SubFactory(PersonFactory)
    role = Membership.Role.CHILD
    since = date(2026, 1, 1)


class SamePersonFactory(factory.django.DjangoModelFactory):
    """A proposed link; `confirmed=True` for one in force."""

    class Meta:
        model = SamePerson

    class Params:
        confirmed = factory.Trait(confirmed_by=factory.SubFactory(OfficerFactory), confirmed_at=NOON)

    record = factory.SubFactory(PersonFactory)
    other_record = factory.SubFactory(PersonFactory)
    reason = "Same passport, same parents."
    proposed_by = factory.SubFactory(OfficerFactory)
    proposed_at = NOON


class LikelyPairFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LikelyPair

    record = factory.SubFactory(PersonFactory)
    other_record = factory.SubFactory(PersonFactory)
    score = 0.9
    verdict = "same"
    signs = ["names_agree", "born_same_day"]
    found_at = NOON


class PersonImportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PersonImport

    name = "register.csv"
    digest = "0" * 64
    state = PersonImport.State.DONE
    office = factory.SubFactory(OfficeFactory)
    sent_by = factory.SubFactory(OfficerFactory, office=factory.SelfAttribute("..office"))
    sent_at = NOON


class ImportFaultFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ImportFault

    person_import = factory.SubFactory(PersonImportFactory)
    line = 2
    sentence = "Give a surname or a given name."


def household_of(*persons: Person, since: date = date(2026, 1, 1)) -> Household:
    """A household of these persons: the first its head, the others children."""
    household = HouseholdFactory()
    for place, person in enumerate(persons):
        role = Membership.Role.CHILD if place else Membership.Role.HEAD
        MembershipFactory(household=household, person=person, role=role, since=since)
    return household
