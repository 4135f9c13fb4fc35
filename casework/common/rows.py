"""Adding a row by a statement that is made once for its table: what `save()` reckons anew each time costs more."""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import NOT_PROVIDED, Field, Model

Row = TypeVar("Row", bound=Model)
Fields = Sequence["Field[Any, Any]"]


def insert(row: Row) -> Row:
    """Write a new row as `save(force_insert=True)` would, and read back the columns that the database fills."""
    statement, given, filled = _insertion(type(row))
    with transaction.mark_for_rollback_on_error(connection.alias), connection.cursor() as cursor:
        cursor.execute(statement, [field.get_db_prep_save(field.pre_save(row, True), connection) for field in given])
        values = cursor.fetchone()
    for field, value in zip(filled, values, strict=True):
        setattr(row, field.attname, value)
    row._state.adding, row._state.db = False, connection.alias
    return row


@cache
def _insertion(model: type[Model]) -> tuple[str, Fields, Fields]:
    """The statement, the fields whose values it takes, and those it answers."""
    fields = model._meta.concrete_fields
    filled = [field for field in fields if field.primary_key or field.db_default is not NOT_PROVIDED]
    given = [field for field in fields if field not in filled]
    columns, answered = (", ".join(f'"{field.column}"' for field in some) for some in (given, filled))
    places = ", ".join(["%s"] * len(given))
    table = model._meta.db_table
    return f'INSERT INTO "{table}" ({columns}) VALUES ({places}) RETURNING {answered}', given, filled  # noqa: S608
