"""The search on a table of some size: the plans are those of the server, with nothing switched off."""

import random
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from casework.people.models import Name, Person, search_keys
from casework.people.queries import hits
from casework.people.queries.candidates import _by_parts, _by_sounds
from casework.people.rules import NameFacts, name_key, read_question
from tests.factories.people import NameFactory, PersonFactory

pytestmark = pytest.mark.django_db
NAMES = 20_000
SYLLABLES = ("ба", "гу", "дә", "жі", "зо", "қа", "лы", "мө", "ну", "рү", "сә", "та", "шы", "ер", "ай", "ха")


@pytest.fixture(scope="module")
def crowd(django_db_setup, django_db_blocker):
    """The same crowd for every test here, and gone after the last one."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield made_up_names()
        transaction.set_rollback(True)


def made_up_names():
    """So many made-up names; for the plan it is all one whose they are."""
    dice, person = random.Random(33), PersonFactory()  # noqa: S311 - the same names in every run
    words = [("".join(dice.choices(SYLLABLES, k=4)), "".join(dice.choices(SYLLABLES, k=3))) for _ in range(NAMES)]
    Name.objects.bulk_create(
        Name(person=person, script="kk-cyrl", surname=surname, given=given, **keys(surname, given))
        for surname, given in words
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE people_name")
    return words


def keys(surname, given):
    return search_keys(NameFacts("kk-cyrl", surname, given))


def plans(ask, text):
    """How the server would go about what is asked of the names."""
    with CaptureQueriesContext(connection) as asked:
        ask(Name.objects.all(), read_question(text))
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + asked[0]["sql"])
        return "\n".join(line for (line,) in cursor.fetchall())


def test_a_part_of_a_word_is_found_through_the_trigrams(crowd):
    surname, given = crowd[7]

    assert "name_key_trigrams" in plans(_by_parts, f"{surname[1:7]} {given[:5]}")


def test_a_whole_name_is_found_through_its_key(crowd):
    assert "name_by_key" in Name.objects.filter(key=name_key(*crowd[7])).explain()


def test_a_name_in_another_script_is_found_through_its_skeletons(crowd):
    surname, given = crowd[7]

    assert "name_by_sounds" in plans(_by_sounds, f"{surname} {given}")


def test_a_wildcard_does_not_keep_the_index_from_being_used(crowd):
    assert "name_key_trigrams" in plans(_by_parts, "%қалымө_")


def year_of(name):
    return Name.objects.get(pk=name.pk).birth_year


def test_a_name_knows_the_year_of_birth_and_follows_its_correction():
    name = NameFactory(person__born_on=date(1984, 5, 6))
    assert year_of(name) == 1984

    Person.objects.filter(pk=name.person_id).update(born_on=date(1948, 5, 6))

    assert year_of(name) == 1948


def test_nobody_writes_another_year_of_birth_beside_a_name():
    name = NameFactory(person__born_on=date(1984, 5, 6))

    Name.objects.filter(pk=name.pk).update(birth_year=1900)

    assert year_of(name) == 1984


def test_a_name_that_passes_to_another_record_takes_that_year_of_birth():
    name, other = NameFactory(person__born_on=date(1984, 5, 6)), PersonFactory(born_on=date(1990, 1, 1))

    Name.objects.filter(pk=name.pk).update(person=other, is_main=False)

    assert year_of(name) == 1990


def test_the_search_itself_finds_the_name_among_all(crowd):
    surname, given = crowd[7]

    assert hits(f"{given} {surname}")[0].distance == 0
