import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from casework.audit.actions import record
from casework.common.appendonly import append_only
from tests.moments import NOON


def run_sql(operations):
    with connection.cursor() as cursor:
        for operation in operations:
            if operation.sql:
                cursor.execute(operation.sql)


@pytest.fixture
def notes(transactional_db):
    """A table that only grows, with one row in it."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE notes (id int); INSERT INTO notes VALUES (1)")
    run_sql(append_only("notes"))
    yield "notes"
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE notes")


def change(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def count(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
        return cursor.fetchone()[0]


@pytest.mark.parametrize("statement", ["TRUNCATE notes", "DELETE FROM notes", "UPDATE notes SET id = 2"])
def test_an_append_only_table_refuses_to_be_changed(notes, statement):
    with pytest.raises(IntegrityError, match="never changed or removed"):
        change(statement)

    assert count(notes) == 1


def test_only_the_flush_of_the_tests_empties_it(notes):
    connection.ops.execute_sql_flush([f"TRUNCATE {notes}"])

    assert count(notes) == 0


def test_the_guard_stands_again_after_a_flush(notes):
    connection.ops.execute_sql_flush([f"TRUNCATE {notes}"])

    with pytest.raises(IntegrityError, match="never changed or removed"):
        change("TRUNCATE notes")


def test_what_every_test_finds_is_there_again_after_a_flush(transactional_db):
    before = list(ContentType.objects.order_by("pk").values())

    call_command("flush", interactive=False, inhibit_post_migrate=True)

    assert before
    assert list(ContentType.objects.order_by("pk").values()) == before


def test_numbers_begun_anew_go_on_after_the_rows_put_back(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event ALTER COLUMN id RESTART WITH 1")

    call_command("flush", verbosity=0, interactive=False)

    assert record("officer.added", subject="somebody", by=None, at=NOON).pk > 1
