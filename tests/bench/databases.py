"""Databases of the bench's own, beside that of the program on the same server, with the same care for what is saved.

A kept one is built once, whole, and marked so in its comment; a copy of it lives for one measure that writes.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql
from psycopg.conninfo import make_conninfo

from config.progress import stage

CREATE = "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"
COPY = "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY"
DROP = "DROP DATABASE IF EXISTS {} WITH (FORCE)"
MARK = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"


@dataclass(frozen=True)
class Kept:
    """A data set: `fill` writes it into an empty, migrated database. Another `edition` is built anew."""

    name: str
    edition: str
    fill: Callable[[], None]

    @property
    def database(self) -> str:
        return f"kosh_bench_{self.name}"


@contextmanager
def kept(data: Kept) -> Iterator[None]:
    """Read the data set where it lies; it is to stay as it is."""
    _ensure(data)
    with _using(data.database):
        yield


@contextmanager
def copied(data: Kept) -> Iterator[None]:
    """Write into a copy of the data set, gone afterwards."""
    _ensure(data)
    copy = f"{data.database}_copy"
    _command(DROP, copy)
    _command(COPY, copy, data.database)
    try:
        with _using(copy):
            yield
    finally:
        _command(DROP, copy)


def address(database: str) -> str:
    """DATABASE_URL of a database on the server of this run."""
    return make_conninfo(os.environ["DATABASE_URL"], dbname=database)


def _ensure(data: Kept) -> None:
    if _mark_of(data.database) == data.edition:
        with _using(data.database):
            call_command("migrate", verbosity=0)
        return
    with stage(f"Data set “{data.name}”"):
        _build(data)


def _build(data: Kept) -> None:
    _command(DROP, data.database)
    _command(CREATE, data.database)
    with _using(data.database):
        call_command("migrate", verbosity=0)
        call_command("load_reference", stdout=StringIO())
        data.fill()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")
    _command("COMMENT ON DATABASE {} IS {}", data.database, sql.Literal(data.edition))
    _command("CHECKPOINT")


def _mark_of(database: str) -> str | None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        row = server.execute(MARK, [database]).fetchone()
    return row[0] if row else None


def _command(statement: str, *words: str | sql.Literal) -> None:
    names = [word if isinstance(word, sql.Literal) else sql.Identifier(word) for word in words]
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(sql.SQL(statement).format(*names))


@contextmanager
def _using(database: str) -> Iterator[None]:
    """Have Django, and every process that is started meanwhile, speak to this database."""
    before = settings.DATABASES["default"]["NAME"], os.environ["DATABASE_URL"]
    _turn_to(database, address(database))
    try:
        yield
    finally:
        _turn_to(*before)


def _turn_to(name: str, url: str) -> None:
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    os.environ["DATABASE_URL"] = url
