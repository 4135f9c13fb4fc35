"""What a session could say to the database beside the application."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from casework.common.constraints import violated
from casework.quotas.states import Kind, deltas
from tests.factories.quotas import SignatoryFactory

LINE = {"file": "IN-1", "ceilings": [], "happened_on": date(2026, 3, 2), "closes_id": None, "order_id": None}
NAMED = "INSERT INTO quotas_entry ({}) VALUES ({}) RETURNING id"


def run(statement, *parameters):
    """Run plain SQL; answer its rows, where it has any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)
        return cursor.fetchall() if cursor.description else []


def insert(allocation, kind, places, /, **changes):
    """Write a line by plain SQL, its effect that of its kind unless `changes` say otherwise; answer its id."""
    effect = vars(deltas(Kind(kind), places, held=places))
    row = LINE | effect | {"allocation_id": allocation.pk, "kind": kind, "places": places, "key": f"{kind}-{places}"}
    row |= {"made_by_id": SignatoryFactory().pk} | changes
    return run(NAMED.format(", ".join(row), ", ".join(["%s"] * len(row))), *row.values())[0][0]


def closing(hold, kind, places, **changes):
    """Write a line that ends `hold`, by plain SQL."""
    effect = vars(deltas(Kind(kind), places, held=hold.places))
    ended = {"file": hold.file, "ceilings": hold.ceilings, "closes_id": hold.pk}
    return insert(hold.allocation, kind, places, **ended | effect | changes)


@contextmanager
def refused_by(constraint):
    """Expect that the database refuses, and by which rule; what came before in the test stands."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic(), _committing():
        yield
    assert violated(refusal.value) == constraint


@contextmanager
def _committing():
    """Have checked what is otherwise checked at commit."""
    yield
    run("SET CONSTRAINTS ALL IMMEDIATE")


def behind_the_triggers(table, change):
    """Do what only the owner of the database could, by switching the triggers of a table off."""
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run(f"ALTER TABLE {table} DISABLE TRIGGER USER; {change}; ALTER TABLE {table} ENABLE TRIGGER USER")
