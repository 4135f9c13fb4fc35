"""Numbers come from a sequence of the database: never twice, whoever asks at once."""

from django.db import connection


def next_number(sequence: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [sequence])
        return int(cursor.fetchone()[0])
