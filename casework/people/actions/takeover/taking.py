from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

from casework.people.actions.pairs import keep_pairs
from casework.people.actions.takeover.outcome import Outcome, Signed
from casework.people.actions.takeover.sorting import sort_out
from casework.people.actions.takeover.writing import write
from casework.people.sheets.persons import PersonRows

AT_ONCE, MANY = 5000, 10_000
INDEXES = ("name_key_trigrams", "name_by_sounds")


def take(persons: Sequence[PersonRows], outcome: Outcome, signed: Signed) -> None:
    """Write what is new of these persons, and lay before officers whom they may be on record already."""
    with gathered(len(persons)):
        for first in range(0, len(persons), AT_ONCE):
            entries = sort_out(persons[first : first + AT_ONCE], outcome)
            ids = write(entries, signed)
            outcome.new_persons += sum(entry.person is None for entry in entries)
            outcome.lines.update(zip(ids, ([row.line for row in entry.rows.rows] for entry in entries), strict=True))
            if entries and _is_a_power_of_two(first // AT_ONCE):
                _ask("ANALYZE people_person, people_name, people_identitydocument")
            outcome.pairs.extend(keep_pairs(ids, at=signed.at))


@contextmanager
def gathered(persons: int) -> Iterator[None]:
    """Of many persons the entries of the name indexes are gathered and put in sorted: a fraction of the work.

    Otherwise names go into these indexes at once, since they are searched all day.
    """
    if persons < MANY:
        yield
        return
    _ask(
        "SET LOCAL gin_pending_list_limit = '256MB'",
        *(f"ALTER INDEX {index} SET (fastupdate = on)" for index in INDEXES),
    )
    yield
    _ask(*(f"ALTER INDEX {index} SET (fastupdate = off)" for index in INDEXES))
    _ask(*(f"SELECT gin_clean_pending_list('{index}')" for index in INDEXES))  # noqa: S608 - our own names


def _is_a_power_of_two(part: int) -> bool:
    """So many rows in one transaction: no plan may rest on the sizes that the tables had long before."""
    return part & (part - 1) == 0


def _ask(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
