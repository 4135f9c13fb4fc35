from collections import Counter
from datetime import date
from itertools import islice

import pytest

from casework.people import actions
from casework.people.generated import COUNTRIES, ON, families, family_of_today
from casework.people.models import Person, check_iin
from casework.people.queries import family_of
from casework.people.rules import fold
from casework.reference.models import DocumentKind
from tests.factories.people import passport_kind
from tests.moments import NOON

MANY = tuple(families(400, 7))
PERSONS = tuple(member for family in MANY for member in family.members)


def of_role(family, role):
    return [member for member in family.members if member.role == role]


def test_the_same_seed_gives_the_same_families():
    assert tuple(families(400, 7)) == MANY


def test_another_seed_gives_others():
    assert tuple(families(400, 8)) != MANY


def test_the_first_of_many_are_the_first_of_few():
    assert tuple(families(10, 7)) == tuple(islice(MANY, 10))


def test_everybody_is_marked_as_generated():
    assert all(member.person.is_generated for member in PERSONS)
    assert all(paper.number.startswith("GEN") for member in PERSONS for paper in member.documents)


def test_no_number_is_given_twice():
    papers = Counter(paper.number for member in PERSONS for paper in member.documents)
    iins = Counter(member.person.iin for member in PERSONS if member.person.iin)

    assert max(papers.values()) == max(iins.values()) == 1


def test_an_iin_agrees_with_its_person():
    with_iin = [member.person for member in PERSONS if member.person.iin]

    assert with_iin
    for person in with_iin:
        check_iin(person.iin, birth=person.birth, sex=person.sex)


def test_families_come_from_every_country():
    assert {family.country for family in MANY} == set(COUNTRIES)


def test_the_head_comes_first_and_is_grown_up():
    heads = [family.members[0] for family in MANY]

    assert {head.role for head in heads} == {"head"}
    assert all(not head.person.birth.is_minor_on(ON) for head in heads)


def test_children_are_minors_and_were_born_by_a_grown_up_mother():
    for family in MANY:
        mother = (of_role(family, "spouse") or of_role(family, "head"))[0].person.birth
        for child in of_role(family, "child"):
            assert child.person.birth.is_minor_on(ON)
            assert mother.age_on(child.person.birth.on) >= 18


def test_children_of_one_family_are_born_a_year_apart_at_least():
    for family in MANY:
        births = [child.person.birth.on for child in of_role(family, "child")]
        assert all((younger - elder).days > 365 for elder, younger in zip(births, births[1:], strict=False))


def test_a_grandparent_is_older_than_the_head():
    for family in MANY:
        for parent in of_role(family, "parent"):
            assert family.members[0].person.birth.on.year - parent.person.birth.on.year >= 18


def test_everybody_was_born_before_the_family_is_on_record():
    assert all(member.person.birth.on < family.since < ON for family in MANY for member in family.members)


@pytest.mark.parametrize(
    "kind",
    [
        lambda family: family.members[0].person.sex == "F" and not of_role(family, "spouse"),
        lambda family: of_role(family, "parent"),
        lambda family: len(of_role(family, "child")) == 5,
        lambda family: len(family.members) == 1,
        lambda family: any(not member.names[0].surname for member in family.members),
        lambda family: any(member.person.birth.precision == "year" for member in family.members),
        lambda family: any(name.script == "kk-arab" for name in family.members[0].names),
    ],
    ids=["widow", "grandparent", "five children", "alone", "one name", "year of birth only", "Arabic script"],
)
def test_there_are_families_of_each_kind(kind):
    assert any(kind(family) for family in MANY)


def test_no_two_of_a_family_are_called_alike():
    for family in MANY:
        given = [member.names[0].given for member in family.members]
        assert len(set(given)) == len(given)


def test_a_family_of_today_is_the_same_whatever_the_day_it_comes_on():
    one, other = (family_of_today(7, 1, on=day) for day in (ON, date(2026, 3, 1)))

    assert [member.names[0].given for member in one.members] == [member.names[0].given for member in other.members]
    assert {member.documents[0].number for member in one.members} == {m.documents[0].number for m in other.members}


def test_families_of_today_are_smaller():
    sizes = [len(family_of_today(7, number, on=ON).members) for number in range(400)]

    assert 2 < sum(sizes) / len(sizes) < 3


def test_every_name_has_a_passport_spelling_and_a_key():
    for member in PERSONS:
        assert {"kk-cyrl", "latn-passport"} <= {name.script for name in member.names}
        assert all(fold(name.surname + name.given) for name in member.names)
        assert all(name.given.isascii() for name in member.names if name.script == "latn-passport")


@pytest.mark.django_db
def test_a_generated_family_is_registered_as_any_other(registrar):
    passport_kind()
    DocumentKind.objects.get_or_create(code="birth_certificate", defaults={"name_en": "birth certificate"})

    for facts in families(5, 7):
        household = actions.register_family(facts, office=registrar.office, by=registrar, at=NOON)
        head = Person.objects.get(memberships__household=household, memberships__role="head")
        assert len(family_of(head, facts.since)) == len(facts.members)
        assert household.is_generated
