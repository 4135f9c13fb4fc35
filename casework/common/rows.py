"""Rows in fewer statements, and with less work for each, than the ORM needs by itself."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial, reduce
from itertools import islice
from typing import Any, TypeVar

from django.db import DatabaseError, connection, transaction
from django.db.models import NOT_PROVIDED, Field, Model, QuerySet
from django.db.models.sql import UpdateQuery

Row = TypeVar("Row", bound=Model)
Thing = TypeVar("Thing")
Fields = Sequence["Field[Any, Any]"]
Rows = list[tuple[Any, ...]]


def in_parts(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """The things in their order, so many at a time; a part is never empty."""
    rest = iter(things)
    while part := list(islice(rest, size)):
        yield part


def insert(row: Row) -> Row:
    """Write a new row as `save(force_insert=True)` would, and read back the columns that the database fills.

    The statement is made once for each table: reckoned anew for each row, it costs more than the row.
    """
    return insert_all([row])[0]


def insert_all(rows: Iterable[Row]) -> list[Row]:
    """As `insert`, of rows of one table, all of them by one statement."""
    written = list(rows)
    insert_together(written)
    return written


def insert_together(*batches: Sequence[Model]) -> None:
    """As `insert_all`, of a table for each batch, in this order, all of them by one message to the database.

    With small rows the way there and back costs more than the row.
    """
    _send([_insertion(rows) for rows in batches if rows])


def save_together(row: Model, fields: Collection[str], *batches: Sequence[Model]) -> None:
    """Save these fields of a row as `save(update_fields=…)` would, and insert as `insert_together`: by one message.

    Raises DatabaseError where the row is not there any more.
    """
    found = _send([_saving(row, fields), *(_insertion(rows) for rows in batches if rows)])
    if not found[0]:
        raise DatabaseError("The row that was to be saved is not there any more.")


@dataclass(frozen=True)
class _Statement:
    """A statement with its values; `fill` takes what it answers."""

    words: str
    values: list[Any]
    fill: Callable[[Rows], object]


def _insertion(rows: Sequence[Model]) -> _Statement:
    table = _table(type(rows[0]))
    return _Statement(table.insertion(len(rows)), table.values(rows), partial(table.fill, rows))


def _saving(row: Model, fields: Collection[str]) -> _Statement:
    table = _table(type(row))
    saved = [field for field in table.fields if field.name in fields]
    values = [field.get_db_prep_save(field.pre_save(row, False), connection) for field in saved]
    return _Statement(table.saving(saved), [*values, row.pk], len)


def _send(statements: Sequence[_Statement]) -> list[Rows]:
    """All of them as one message to the database; gives what each answered."""
    if not statements:
        return []
    words, values = "; ".join(one.words for one in statements), [value for one in statements for value in one.values]
    answers = _answers(words, values, len(statements))
    for statement, found in zip(statements, answers, strict=True):
        statement.fill(found)
    return answers


def copy_in(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write many rows of a table at once, values as the driver takes them; checks and triggers hold as ever."""
    into = f'"{model._meta.db_table}" ({", ".join(columns)})'
    statement = f"COPY {into} FROM STDIN"
    safe = transaction.mark_for_rollback_on_error(connection.alias)
    with safe, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def next_ids(model: type[Model], count: int) -> list[int]:
    """Keys for rows that are to be written, from the sequence of the table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [int(number) for (number,) in cursor.fetchall()]


def updated(rows: "QuerySet[Row]", **values: Any) -> list[Row]:
    """As `rows.update(…)`, of one table, but answers the rows as they are now: one statement instead of two."""
    query: UpdateQuery = rows.query.chain(UpdateQuery)  # type: ignore[assignment]
    query.add_update_values(values)
    statement, parameters = query.get_compiler(rows.db).as_sql()
    table = _table(rows.model)
    found = _asked(f"{statement} RETURNING {_columns(table.fields)}", parameters)
    return [rows.model.from_db(rows.db, table.names, table.converted(row)) for row in found]


def _asked(statement: str, values: Sequence[Any]) -> Rows:
    return _answers(statement, values, 1)[0]


def _answers(statements: str, values: Sequence[Any], count: int) -> list[Rows]:
    with transaction.mark_for_rollback_on_error(connection.alias), connection.cursor() as cursor:
        cursor.execute(statements, values)
        answers = [list(cursor.fetchall())]
        while len(answers) < count and cursor.nextset():
            answers.append(list(cursor.fetchall()))
        return answers


@dataclass(frozen=True)
class _Table:
    """What statements about a table say, made once. `given`: fields whose values we write; `filled`: those we read."""

    name: str
    fields: Fields

    @cached_property
    def filled(self) -> Fields:
        return [field for field in self.fields if field.primary_key or field.db_default is not NOT_PROVIDED]

    @cached_property
    def given(self) -> Fields:
        return [field for field in self.fields if field not in self.filled]

    @cached_property
    def key(self) -> str:
        return _columns([field for field in self.fields if field.primary_key])

    @cached_property
    def names(self) -> list[str]:
        return [field.attname for field in self.fields]

    @cached_property
    def converters(self) -> list[list[Any]]:
        return [field.get_db_converters(connection) for field in self.fields]

    def insertion(self, rows: int) -> str:
        one = f"({', '.join(['%s'] * len(self.given))})"
        into = f'"{self.name}" ({_columns(self.given)})'
        return f"INSERT INTO {into} VALUES {', '.join([one] * rows)} RETURNING {_columns(self.filled)}"  # noqa: S608

    def saving(self, fields: Fields) -> str:
        settings = ", ".join(f'"{field.column}" = %s' for field in fields)
        return f'UPDATE "{self.name}" SET {settings} WHERE {self.key} = %s RETURNING {self.key}'  # noqa: S608

    def values(self, rows: Iterable[Model]) -> list[Any]:
        """What is written, row by row."""
        return [field.get_db_prep_save(field.pre_save(row, True), connection) for row in rows for field in self.given]

    def fill(self, rows: Iterable[Model], found: Iterable[Sequence[Any]]) -> None:
        """Read back what the database filled; the rows count as saved."""
        for row, filled in zip(rows, found, strict=True):
            for field, value in zip(self.filled, filled, strict=True):
                setattr(row, field.attname, value)
            row._state.adding, row._state.db = False, connection.alias

    def converted(self, row: Sequence[Any]) -> list[Any]:
        return [
            reduce(lambda value, convert: convert(value, None, connection), converters, value)
            for value, converters in zip(row, self.converters, strict=True)
        ]


@cache
def _table(model: type[Model]) -> _Table:
    return _Table(model._meta.db_table, model._meta.concrete_fields)


def remember(thing: Model, relation: str, rows: Sequence[Model]) -> None:
    """Let `thing.relation.all()` answer these rows, as after a prefetch, without asking for them again."""
    found = getattr(thing, relation).all()
    found._result_cache, found._prefetch_done = list(rows), True
    known = getattr(thing, "_prefetched_objects_cache", {})
    thing._prefetched_objects_cache = {**known, relation: found}  # type: ignore[attr-defined]


def _columns(fields: Fields) -> str:
    return ", ".join(f'"{field.column}"' for field in fields)
