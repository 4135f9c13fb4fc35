"""Effects that wait in rows, done by the engine; the same as plain tasks; and subjects that kill whoever does them.

Nothing in these tables forbids an effect to come twice: only the engine sees to it.
"""

import os
import signal
from collections.abc import Callable
from datetime import datetime

import psycopg
from celery import shared_task
from django.db import connection, transaction

from casework.common import sweeps

POISON = "poison"
TABLES = """
    DROP TABLE IF EXISTS chaos_due, chaos_effect, chaos_death;
    CREATE TABLE chaos_due (sweep text, subject text, PRIMARY KEY (sweep, subject));
    CREATE TABLE chaos_effect (sweep text, subject text, made_at timestamptz DEFAULT clock_timestamp());
    CREATE INDEX ON chaos_effect (sweep, subject);
    CREATE TABLE chaos_death (sweep text, subject text)
"""
WAITING = """
    SELECT subject FROM chaos_due AS due WHERE sweep = %s AND NOT EXISTS
        (SELECT FROM chaos_effect AS done WHERE done.sweep = due.sweep AND done.subject = due.subject)
    ORDER BY subject LIMIT %s
"""
LOCK = "SELECT FROM chaos_due WHERE sweep = %s AND subject = %s FOR UPDATE"
IS_DONE = "SELECT FROM chaos_effect WHERE sweep = %s AND subject = %s"
MAKE = "INSERT INTO chaos_effect (sweep, subject) SELECT %s, %s FROM pg_sleep(0.005)"


def lay_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)


def add(sweep: str, subjects: list[str], wake: Callable[[str], object]) -> None:
    """What officers commit, several effects in one transaction, each with its hint."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO chaos_due (sweep, subject) VALUES (%s, %s)", [(sweep, subject) for subject in subjects]
        )
        for subject in subjects:
            wake(subject)


def sweep_of(name: str) -> sweeps.Sweep:
    def due(at: datetime, at_most: int) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(WAITING, [name, at_most])
            return [subject for (subject,) in cursor.fetchall()]

    return sweeps.Sweep(name, name, due, lambda subject, at: _work(name, subject))


def _work(name: str, subject: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [name, subject])
        if subject.startswith(POISON):
            _die(name, subject)
        cursor.execute(IS_DONE, [name, subject])
        if cursor.fetchone() is None:
            cursor.execute(MAKE, [name, subject])


def _die(name: str, subject: str) -> None:
    """Kill this process; what it leaves is the row that says so, written aside."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as aside:
        aside.execute("INSERT INTO chaos_death VALUES (%s, %s)", [name, subject])
    os.kill(os.getpid(), signal.SIGKILL)


EFFECTS, LOOPED = sweep_of("chaos.effects"), sweep_of("chaos.looped")
PLAIN = "chaos.plain"


def register() -> None:
    for sweep in (EFFECTS, LOOPED):
        sweeps.register(sweep)


@shared_task(name=EFFECTS.name)
def effects() -> None:
    sweeps.run(EFFECTS)


@shared_task(name=PLAIN)
def plain(subject: str) -> None:
    """The control: the same effect as a message that carries its subject, as Celery is used in most places."""
    with connection.cursor() as cursor:
        cursor.execute(MAKE, [PLAIN, subject])
