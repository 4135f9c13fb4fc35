import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def found(text, *options):
    out = io.StringIO()
    call_command("person_search", text, *options, "--json", stdout=out)
    return json.loads(out.getvalue())


def person(given="Нұрлан", **facts):
    return PersonFactory(name__surname="Ахметов", name__given=given, **facts)


def test_who_is_found_is_told_with_number_identifier_name_birth_date_and_score():
    sought = person(external_id="KZ-7", born_on=date(1984, 5, 6))

    assert found("Nuerlan Ahemaiti 1984") == [
        {
            "id": sought.number, "external_id": "KZ-7", "name": "Ахметов Нұрлан", "birth_date": "1984-05-06",
            "score": pytest.approx(0.8, abs=0.2),
        }
    ]  # fmt: skip


@pytest.mark.parametrize(("precision", "told"), [("year", "1984"), ("month", "1984-01"), ("day", "1984-01-01")])
def test_a_birth_date_is_told_as_far_as_it_is_known(precision, told):
    person(born_on=date(1984, 1, 1), born_precision=precision)

    assert found("nurlan")[0]["birth_date"] == told


def test_the_nearest_stand_first_and_no_more_than_asked():
    persons = [person("Нұрланбек"), person("Нұрлан")]

    assert [row["id"] for row in found("nurlan")] == [persons[1].number, persons[0].number]
    assert len(found("nurlan", "--limit", "1")) == 1


def test_nobody_found_is_an_empty_list():
    assert found("nurlan") == []


@pytest.mark.parametrize(("text", "sentence"), [("nu", "at least three letters"), ("a\0b", "control characters")])
def test_what_is_no_question_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(CommandError, match=sentence):
        found(text)


@pytest.mark.parametrize("limit", ["0", "1001"])
def test_a_limit_is_from_one_to_a_thousand(limit):
    with pytest.raises(CommandError, match="limit"):
        found("nurlan", "--limit", limit)


def test_without_json_there_is_a_line_for_each_person():
    person()
    out = io.StringIO()

    call_command("person_search", "nurlan", stdout=out)

    assert "Ахметов Нұрлан" in out.getvalue()
