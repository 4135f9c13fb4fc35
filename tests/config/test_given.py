"""Databases that somebody gives us: the fit ones pass, each unfit one is told in one sentence what to do."""

import os
import subprocess
import sys

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from casework.common import given
from config.embedded.place import ROOT

DATABASE, STRANGER = f"kosh_given_{os.getpid()}", f"kosh_stranger_{os.getpid()}"
UTF8 = "TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"


@pytest.fixture
def address():
    """Makes addresses on the server of the tests."""
    stored = connection.settings_dict
    parts = {"host": stored["HOST"], "port": stored["PORT"], "user": stored["USER"], "password": stored["PASSWORD"]}
    return lambda **changes: make_conninfo(**{key: value for key, value in (parts | changes).items() if value})


@pytest.fixture
def database(address):
    """Makes databases that are gone after the test."""
    server = psycopg.connect(address(dbname="postgres"), autocommit=True)
    made = []

    def make(options):
        server.execute(f"CREATE DATABASE {DATABASE} {options}")
        made.append(DATABASE)
        return address(dbname=DATABASE)

    yield make
    for name in made:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


@pytest.fixture
def stranger(address):
    """A role with no rights but to come in."""
    with psycopg.connect(address(dbname="postgres"), autocommit=True) as server:
        server.execute(f"CREATE ROLE {STRANGER} LOGIN PASSWORD 'stranger'")
        yield STRANGER
        server.execute(f"DROP ROLE {STRANGER}")


def test_a_fit_database_passes_and_is_left_as_it_was(database):
    url = database(UTF8)

    given.check_database(url)

    with psycopg.connect(url) as line:
        assert line.execute("SELECT array_agg(extname::text) FROM pg_extension").fetchone()[0] == ["plpgsql"]


def test_a_locale_without_cyrillic_trigrams_is_refused(database):
    url = database("TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")

    with pytest.raises(given.Unfit, match="finds no Cyrillic names; create the database with LC_CTYPE"):
        given.check_database(url)


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1", "WIN1251"])
def test_an_encoding_that_lacks_letters_is_refused(database, encoding):
    url = database(f"TEMPLATE template0 ENCODING '{encoding}' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'")

    with pytest.raises(given.Unfit, match=f"keeps its text in {encoding}.*ENCODING 'UTF8'"):
        given.check_database(url)


def test_a_role_that_may_not_create_tables_is_refused(stranger, database, address):
    database(UTF8)

    with pytest.raises(given.Unfit, match="may not create tables"):
        given.check_database(address(dbname=DATABASE, user=stranger, password="stranger"))


def test_a_role_that_may_not_create_extensions_is_refused(stranger, database, address):
    with psycopg.connect(database(UTF8)) as owner:
        owner.execute(f"GRANT CREATE ON SCHEMA public TO {stranger}")

    with pytest.raises(given.Unfit, match="may not create the extension btree_gist"):
        given.check_database(address(dbname=DATABASE, user=stranger, password="stranger"))


def test_a_role_that_may_not_create_databases_cannot_run_the_tests(stranger, database, address):
    database(UTF8)

    with pytest.raises(given.Unfit, match="give it CREATEDB"):
        given.check_may_create_databases(address(dbname=DATABASE, user=stranger, password="stranger"))


def test_a_server_that_is_not_there_is_named_without_its_password(closed_port):
    with pytest.raises(given.Unfit) as refusal:
        given.check_database(f"postgresql://anna:secret@127.0.0.1:{closed_port}/kosh")

    assert f"127.0.0.1:{closed_port}/kosh cannot be reached (Connection refused)" in str(refusal.value)
    assert "secret" not in str(refusal.value)


def test_a_database_that_is_not_there_is_named(address):
    with pytest.raises(given.Unfit, match='database "kosh_none" does not exist'):
        given.check_database(address(dbname="kosh_none"))


def test_an_address_nobody_can_read_is_refused():
    with pytest.raises(given.Unfit, match="DATABASE_URL cannot be read"):
        given.check_database("postgresql://[")


def test_a_server_older_than_15_is_refused(monkeypatch, database):
    url = database(UTF8)
    monkeypatch.setattr(given, "OLDEST", 990000)

    with pytest.raises(given.Unfit, match="is too old"):
        given.check_database(url)


def told(**environment):
    """What a command says of a mistake in the environment; one line, no traceback."""
    argv = [sys.executable, str(ROOT / "manage.py"), "migrate", "--plan"]
    done = subprocess.run(argv, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    return done.stderr


def test_a_command_ends_with_the_sentence_about_its_database(closed_port):
    url = f"postgresql://anna@127.0.0.1:{closed_port}/kosh"

    assert "start it or correct DATABASE_URL" in told(DATABASE_URL=url)


def test_a_command_ends_with_the_sentence_about_its_settings():
    url = os.environ["DATABASE_URL"]

    assert "KOSH_DEBUG must be true or false" in told(DATABASE_URL=url, KOSH_DEBUG="ture")
