from datetime import date

import pytest

from casework.people.models import Person
from casework.people.queries import likely_matches
from casework.people.rules import BirthDate, DocumentFacts
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.people import IdentityDocumentFactory, PersonFactory
from tests.people.facts import BORN, IIN, named, woman

pytestmark = pytest.mark.django_db
AINUR = named("Айнұр", "Сәрсенбайқызы")


@pytest.fixture
def officer():
    return OfficerFactory(office=OfficeFactory(national=True))


def matches(officer, facts=None, name=AINUR, documents=(), **sight):
    found = likely_matches(facts or woman(), [name], documents, officer=officer, **sight)
    return {match.face.number: match for match in found}


def ainur(**facts):
    return PersonFactory(**{"name__surname": "Сәрсенбайқызы", "name__given": "Айнұр", "born_on": BORN, **facts})


def test_the_same_iin_is_a_match(officer):
    person = PersonFactory(iin=IIN, born_on=date(1990, 1, 1))

    found = matches(officer, woman(iin=IIN))

    assert list(found) == [person.number]
    assert "the same IIN" in found[person.number].reasons


def test_the_same_document_is_a_match_however_it_is_typed(officer):
    document = IdentityDocumentFactory(number="AB 123-456", person__born_on=date(1990, 1, 1))

    found = matches(officer, documents=[DocumentFacts("passport", "ab123456", "MN")])

    assert list(found) == [document.person.number]
    assert "the same number of a document" in found[document.person.number].reasons


@pytest.mark.parametrize(
    "name",
    [
        AINUR, named("Айнур", "Сарсенбайкызы", "ru-cyrl"), named("Сәрсенбайқызы", "Айнұр"),
        named("Айнұр", "Сәрсенбай"), named("Sarsenbay Ainur", "", "latn-passport"),
        named("Ayinuer", "Saersenbai", "pinyin"), named("اينۇر", "سارسەنباي", "kk-arab"),
    ],
)  # fmt: skip
def test_the_same_birth_date_and_a_spelling_of_the_name_is_a_match(officer, name):
    person = ainur()

    found = matches(officer, name=name)

    assert [(number, match.verdict) for number, match in found.items()] == [(person.number, "same")]


def test_a_birth_date_with_day_and_month_swapped_may_match(officer):
    person = ainur(born_on=date(1985, 3, 4))

    found = matches(officer, woman(birth=BirthDate(date(1985, 4, 3))))

    assert [(number, match.verdict) for number, match in found.items()] == [(person.number, "possible")]


@pytest.mark.parametrize("birth", ["1985", "03.1985", "14.03.1985"])
def test_a_birth_date_known_in_part_may_match(officer, birth):
    ainur()

    assert matches(officer, woman(birth=BirthDate.read(birth)))


@pytest.mark.parametrize("birth", ["15.03.1985", "04.1985", "1986"])
def test_another_birth_date_does_not_match(officer, birth):
    ainur()

    assert matches(officer, woman(birth=BirthDate.read(birth))) == {}


def test_another_name_on_the_same_day_does_not_match(officer):
    PersonFactory(name__surname="Қасымов", name__given="Ерлан", born_on=BORN)

    assert matches(officer) == {}


def test_who_matches_by_more_comes_first(officer):
    ainur()
    twice = ainur(iin=IIN)

    found = matches(officer, woman(iin=IIN))

    assert next(iter(found)) == twice.number
    assert len(found) == 2


def test_of_a_match_out_of_sight_only_a_card_is_shown():
    person = ainur()
    officer = OfficerFactory()

    (hidden,) = likely_matches(woman(), [AINUR], officer=officer)
    (seen,) = likely_matches(woman(), [AINUR], officer=officer, in_sight=Person.objects.filter(pk=person.pk))

    assert (hidden.face.is_in_sight, seen.face.is_in_sight) == (False, True)


def test_nothing_typed_matches_nobody(officer):
    ainur()

    assert likely_matches(woman(), [], officer=officer) == []


def test_no_more_than_ten_are_laid_side_by_side(officer):
    for _ in range(12):
        ainur()

    assert len(matches(officer)) == 10
