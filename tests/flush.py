"""How tests empty a database whose append-only tables refuse to be emptied, and get back what every test finds.

Only tests do this: as superuser of a server of their own they delete with all triggers off, from the few tables that
hold anything; a role that may not switches off those of the house and truncates, as Django does. Rows that stood there
after the migrations and `load_reference` are put back from copies, content types and permissions among them.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.operations import DatabaseOperations

plain_flush = DatabaseOperations.execute_sql_flush

GUARDED = """
    SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger
    JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace AND NOT relispartition
"""
TABLES = """
    SELECT oid::regclass::text FROM pg_class
    WHERE relkind IN ('r', 'p') AND NOT relispartition
    AND relnamespace = 'public'::regnamespace AND relname <> 'django_migrations'
"""
MAY_SWITCH_ALL = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"


def flush(operations: DatabaseOperations, sql_list: list[str]) -> None:
    """In place of Django's `execute_sql_flush`."""
    connection = operations.connection
    with transaction.atomic(using=connection.alias):
        if _column(connection, MAY_SWITCH_ALL) == [True]:
            _delete(connection)
        else:
            _truncate(operations, sql_list)


def nothing_is_to_be_made_anew(*arguments: object) -> None:
    """In place of the signal after a flush, which makes content types and permissions: they are put back."""


def _delete(connection: BaseDatabaseWrapper) -> None:
    _run(connection, "SET LOCAL session_replication_role = replica")
    _run(connection, *(f"DELETE FROM {table}" for table in _filled(connection)))  # noqa: S608 a table's name
    _put_back(connection)
    _run(connection, "SET LOCAL session_replication_role = origin")


def _truncate(operations: DatabaseOperations, sql_list: list[str]) -> None:
    guarded = _column(operations.connection, GUARDED)
    _switch(operations.connection, guarded, "DISABLE")
    plain_flush(operations, sql_list)
    _put_back(operations.connection)
    _run(operations.connection, "SET CONSTRAINTS ALL IMMEDIATE")
    _switch(operations.connection, guarded, "ENABLE")


def keep(connection: BaseDatabaseWrapper) -> None:
    """Copy every table that is not empty now."""
    _run(connection, "DROP SCHEMA IF EXISTS kept CASCADE", "CREATE SCHEMA kept")
    _run(connection, *(f"CREATE TABLE kept.{table} AS TABLE {table}" for table in _filled(connection)))


def _filled(connection: BaseDatabaseWrapper) -> list[str]:
    return _column(connection, " UNION ALL ".join(map(_if_filled, _column(connection, TABLES))))


def _if_filled(table: str) -> str:
    return f"(SELECT '{table}' FROM {table} LIMIT 1)"  # noqa: S608 a table's name


NUMBERED = """
    SELECT kept.table_name FROM information_schema.columns AS own
    JOIN information_schema.tables AS kept ON kept.table_name = own.table_name AND kept.table_schema = 'kept'
    WHERE own.table_schema = 'public' AND own.column_name = 'id' AND own.is_identity = 'YES'
"""
"""Kept tables whose numbers the database gives."""
NUMBER_ON = "SELECT setval(pg_get_serial_sequence('{table}', 'id'), GREATEST(max(id), 1)) FROM {table}"
"""Where a flush began the numbers anew, go on after the rows that were put back."""


def _put_back(connection: BaseDatabaseWrapper) -> None:
    kept = _column(connection, "SELECT tablename FROM pg_tables WHERE schemaname = 'kept'")
    _run(connection, *(f"INSERT INTO {table} TABLE kept.{table} ON CONFLICT DO NOTHING" for table in kept))  # noqa: S608 a table's name
    numbered = _column(connection, NUMBERED)
    _run(connection, *(NUMBER_ON.format(table=table) for table in numbered))


def _switch(connection: BaseDatabaseWrapper, tables: Iterable[str], how: str) -> None:
    _run(connection, *(f"ALTER TABLE {table} {how} TRIGGER USER" for table in tables))


def _run(connection: BaseDatabaseWrapper, *statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _column(connection: BaseDatabaseWrapper, query: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [value for (value,) in cursor.fetchall()]
