"""Is a database that somebody gives us fit for the work? Each answer is one sentence that says what to do."""

import psycopg
from psycopg import Connection, conninfo, errors

OLDEST = 150000
EXTENSIONS = ("btree_gist", "pg_trgm")
PATIENCE = 5  # seconds


class Unfit(Exception):
    """The database cannot be used; the text says why and what to do."""


def check_database(url: str) -> None:
    """Raise Unfit for the first thing that is missing at this address. Nothing is left behind in the database."""
    try:
        connection = psycopg.connect(url, connect_timeout=PATIENCE)
    except psycopg.ProgrammingError as mistake:
        raise Unfit("DATABASE_URL cannot be read; write it as postgresql://user:password@host:port/name.") from mistake
    except psycopg.OperationalError as refusal:
        raise Unfit(
            f"PostgreSQL at {_place(url)} cannot be reached ({_reason(refusal)}); start it or correct DATABASE_URL."
        ) from refusal
    with connection:
        check_connection(connection)


def check_connection(connection: Connection) -> None:
    """Raise Unfit for the first thing that is missing, on a connection outside any transaction."""
    with connection.transaction(force_rollback=True):
        _check_version(connection)
        _check_encoding(connection)
        _check_tables(connection)
        for extension in EXTENSIONS:
            _check_extension(connection, extension)
        _check_locale(connection)


def check_may_create_databases(url: str) -> None:
    """Tests make databases of their own."""
    with psycopg.connect(url, connect_timeout=PATIENCE) as connection:
        if not _one(connection, "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"):
            raise Unfit("The role in DATABASE_URL may not create the test databases; give it CREATEDB.")


def _check_version(connection: Connection) -> None:
    version = connection.info.server_version
    if version < OLDEST:
        raise Unfit(f"PostgreSQL {version // 10000} is too old; give a server of version 15 or later.")


def _check_encoding(connection: Connection) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise Unfit(
            f"This database keeps its text in {encoding}, which has not the letters of every name; create one with "
            "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'."
        )


def _check_tables(connection: Connection) -> None:
    if not _one(connection, "SELECT coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)"):
        raise Unfit(
            "The role in DATABASE_URL may not create tables here; make it the owner of the database, "
            "or GRANT CREATE ON SCHEMA public to it."
        )


def _check_extension(connection: Connection, name: str) -> None:
    try:
        connection.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")
    except errors.InsufficientPrivilege as refusal:
        raise Unfit(
            f"The role in DATABASE_URL may not create the extension {name}; GRANT CREATE ON DATABASE to it, "
            f"or let an administrator run CREATE EXTENSION {name}."
        ) from refusal
    except (errors.UndefinedFile, errors.FeatureNotSupported) as refusal:
        raise Unfit(f"The server has no extension {name}; install PostgreSQL's contrib package on it.") from refusal


def _check_locale(connection: Connection) -> None:
    if _one(connection, "SELECT similarity('нурлан', 'нурлан')") != 1:
        raise Unfit(
            "In this database's locale the search finds no Cyrillic names; "
            "create the database with LC_CTYPE C.UTF-8 or another UTF-8 locale, not C: "
            "CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'."
        )


def _one(connection: Connection, query: str) -> object:
    row = connection.execute(query).fetchone()
    return row[0] if row else None


def _place(url: str) -> str:
    """Host, port and name; never the password."""
    parts = conninfo.conninfo_to_dict(url)
    return f"{parts.get('host', 'the local socket')}:{parts.get('port', 5432)}/{parts.get('dbname', '')}"


def _reason(refusal: psycopg.Error) -> str:
    return str(refusal).splitlines()[0].rpartition("failed: ")[2].strip()
