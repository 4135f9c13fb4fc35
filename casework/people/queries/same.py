"""Which records are of one human being, by confirmed links, however long the chain."""

from collections.abc import Iterable

from django.db import connection

from casework.people.models import Person

# UNION, not UNION ALL: a ring of links ends.
REACHED = """
WITH RECURSIVE link (near, far) AS (
    SELECT record_id, other_record_id FROM people_sameperson WHERE confirmed_at IS NOT NULL AND undone_at IS NULL
    UNION ALL
    SELECT other_record_id, record_id FROM people_sameperson WHERE confirmed_at IS NOT NULL AND undone_at IS NULL
), reached (start, record) AS (
    SELECT id, id FROM unnest(%s::bigint[]) AS asked (id)
    UNION
    SELECT reached.start, link.far FROM reached JOIN link ON link.near = reached.record
)
SELECT start, array_agg(record) FROM reached GROUP BY start
"""


def joined(ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """For each person id the ids of all records of that human being, its own among them; one query."""
    with connection.cursor() as cursor:
        cursor.execute(REACHED, [list(ids)])
        return {start: frozenset(records) for start, records in cursor.fetchall()}


def records_of_same(person: Person) -> set[int]:
    """The ids of all records of this human being, this one among them."""
    return set(joined([person.pk])[person.pk])
