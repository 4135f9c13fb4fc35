"""How each kind of process speaks to PostgreSQL."""

from typing import Any, NamedTuple

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict


class Limits(NamedTuple):
    """Patience of one kind of process, in seconds; 0 waits without end."""

    lock: int
    statement: int
    idle: int


LIMITS = {
    "web": Limits(lock=5, statement=30, idle=30),  # an officer waits no longer than this for an answer
    "worker": Limits(lock=10, statement=300, idle=60),
    "command": Limits(lock=30, statement=0, idle=600),  # migrations and loads take what they need
}


def connection(url: str, *, role: str, pool: int) -> dict[str, Any]:
    """Django's description of the database at this address, for a process of this role.

    `pool` is the greatest number of pooled connections, 0 for a plain one."""
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError as mistake:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read as an address of PostgreSQL: {mistake}.") from mistake
    named = {key.upper(): str(parts.pop(key, "")) for key in ("host", "port", "user", "password")}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "postgres"),
        **named,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**parts, **_options(role, pool)},
    }


def _options(role: str, pool: int) -> dict[str, Any]:
    limits = LIMITS[role]
    session = {
        "lock_timeout": limits.lock,
        "statement_timeout": limits.statement,
        "idle_in_transaction_session_timeout": limits.idle,
    }
    options: dict[str, Any] = {
        "application_name": f"kosh-{role}",
        "connect_timeout": 3,
        "options": " ".join(f"-c {name}={seconds * 1000}" for name, seconds in session.items()),
    }
    if pool:
        options["pool"] = {"min_size": min(2, pool), "max_size": pool, "timeout": 5}
    return options
