"""How tests empty a database whose append-only tables refuse to be emptied, and get back what every test finds.

Only tests do this: as the database's owner they switch the triggers off for one statement. Rows that stood there after
the migrations and `load_reference` are put back from copies.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.operations import DatabaseOperations

plain_flush = DatabaseOperations.execute_sql_flush


def flush(operations: DatabaseOperations, sql_list: list[str]) -> None:
    """In place of Django's `execute_sql_flush`."""
    with triggers_off(operations.connection):
        plain_flush(operations, sql_list)
        put_back(operations.connection)


@contextmanager
def triggers_off(connection: BaseDatabaseWrapper) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            yield
        finally:
            cursor.execute("SET session_replication_role = DEFAULT")


def keep(connection: BaseDatabaseWrapper) -> None:
    """Copy every table that is not empty now."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS kept CASCADE; CREATE SCHEMA kept")
        for table in _tables(connection):
            cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")
            if cursor.fetchone()[0]:
                cursor.execute(f"CREATE TABLE kept.{table} AS TABLE {table}")


def put_back(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'kept'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"INSERT INTO {table} TABLE kept.{table}")


def _tables(connection: BaseDatabaseWrapper) -> list[str]:
    return connection.introspection.django_table_names(only_existing=True, include_views=False)
