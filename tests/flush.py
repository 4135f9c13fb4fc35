"""How tests empty a database whose append-only tables refuse to be emptied, and get back what every test finds.

Only tests do this: as the owner of the tables they switch the triggers off inside the one transaction that empties
them. Rows that stood there after the migrations and `load_reference` are put back from copies.
"""

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.operations import DatabaseOperations

plain_flush = DatabaseOperations.execute_sql_flush

GUARDED = """
    SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger
    JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace AND NOT relispartition
"""


def flush(operations: DatabaseOperations, sql_list: list[str]) -> None:
    """In place of Django's `execute_sql_flush`."""
    connection = operations.connection
    guarded = _column(connection, GUARDED)
    with transaction.atomic(using=connection.alias):
        _switch(connection, guarded, "DISABLE")
        plain_flush(operations, sql_list)
        _put_back(connection)
        _switch(connection, guarded, "ENABLE")


def keep(connection: BaseDatabaseWrapper) -> None:
    """Copy every table that is not empty now."""
    _run(connection, "DROP SCHEMA IF EXISTS kept CASCADE", "CREATE SCHEMA kept")
    for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
        if _column(connection, f"SELECT 1 FROM {table} LIMIT 1"):  # noqa: S608 a table's name
            _run(connection, f"CREATE TABLE kept.{table} AS TABLE {table}")


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
    _run(connection, "SET CONSTRAINTS ALL IMMEDIATE")
    numbered = _column(connection, NUMBERED)
    _run(connection, *(NUMBER_ON.format(table=table) for table in numbered))


def _switch(connection: BaseDatabaseWrapper, tables: list[str], how: str) -> None:
    _run(connection, *(f"ALTER TABLE {table} {how} TRIGGER USER" for table in tables))


def _run(connection: BaseDatabaseWrapper, *statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _column(connection: BaseDatabaseWrapper, query: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [value for (value,) in cursor.fetchall()]
