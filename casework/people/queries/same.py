"""Which records are of one human being, by confirmed links, however long the chain."""

from collections.abc import Iterable

from django.db import connection

from casework.people.models import Person

REACHED = "SELECT person, array_agg(record) FROM people_joined(%s::bigint[]) GROUP BY person"


def joined(ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """For each person id the ids of all records of that human being, its own among them; one query."""
    with connection.cursor() as cursor:
        cursor.execute(REACHED, [list(ids)])
        return {start: frozenset(records) for start, records in cursor.fetchall()}


def records_of_same(person: Person) -> set[int]:
    """The ids of all records of this human being, this one among them."""
    return set(joined([person.pk])[person.pk])
