"""Numbers come from a sequence of the database: never twice, whoever asks at once."""

from django.db import connection


def next_number(sequence: str) -> int:
    return next_numbers(sequence, 1)[0]


def next_numbers(sequence: str, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [sequence, count])
        return [int(number) for (number,) in cursor.fetchall()]
