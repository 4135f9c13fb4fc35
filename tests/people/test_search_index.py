"""The search on a table of some size: the plans are those of the server, with nothing switched off."""

import random

import pytest
from django.db import connection, transaction

from casework.people.models import Name
from casework.people.queries.search import _names
from casework.people.rules import name_key, read_question
from tests.factories.people import PersonFactory

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
        Name(person=person, script="kk-cyrl", surname=surname, given=given, key=name_key(surname, given))
        for surname, given in words
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE people_name")
    return words


def test_a_part_of_a_word_is_found_through_the_trigrams(crowd):
    surname, given = crowd[7]
    holding = Name.objects.filter(key__contains=name_key(surname[1:7], "")).filter(key__contains=given[:5])

    assert "name_key_trigrams" in holding.values_list("person_id", "key")[:1000].explain()


def test_a_whole_name_is_found_through_its_key(crowd):
    assert "name_by_key" in Name.objects.filter(key=name_key(*crowd[7])).explain()


def test_a_wildcard_does_not_keep_the_index_from_being_used(crowd):
    assert "name_key_trigrams" in Name.objects.filter(key__contains="%қалымө_").explain()


def test_the_search_itself_finds_the_name_among_all(crowd):
    surname, given = crowd[7]

    found = _names(read_question(f"{given} {surname}"))

    assert name_key(surname, given) in {key for _person, key in found}
