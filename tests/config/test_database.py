import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql.base import DatabaseWrapper

from config.database import LIMITS, connection
from config.settings import DATABASES


def test_an_address_with_a_host_is_read_whole():
    described = connection("postgresql://anna:se%40cret@db.example:6432/kosh?sslmode=require", role="web", pool=4)

    assert {key: described[key] for key in ("NAME", "HOST", "PORT", "USER", "PASSWORD")} == {
        "NAME": "kosh",
        "HOST": "db.example",
        "PORT": "6432",
        "USER": "anna",
        "PASSWORD": "se@cret",
    }
    assert described["OPTIONS"]["sslmode"] == "require"


def test_an_address_with_a_socket_is_read():
    described = connection("postgresql://postgres@/kosh?host=/run/kosh", role="web", pool=0)

    assert (described["HOST"], described["PORT"]) == ("/run/kosh", "")


def test_an_address_nobody_can_read_stops_the_start():
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL cannot be read"):
        connection("postgresql://[", role="web", pool=0)


def test_only_the_web_keeps_a_pool():
    assert "pool" in connection("postgresql:///kosh", role="web", pool=4)["OPTIONS"]
    assert "pool" not in connection("postgresql:///kosh", role="worker", pool=0)["OPTIONS"]


@pytest.mark.parametrize("role", LIMITS)
def test_the_server_knows_the_name_and_the_patience_of_each_role(role):
    options = DATABASES["default"]["OPTIONS"] | connection("postgresql:///x", role=role, pool=0)["OPTIONS"]
    parameters = DatabaseWrapper(DATABASES["default"] | {"OPTIONS": options, "TIME_ZONE": None}).get_connection_params()
    parameters = {name: value for name, value in parameters.items() if name not in ("context", "cursor_factory")}

    with psycopg.connect(**parameters) as fresh:
        said = {name: fresh.execute(f"SELECT current_setting('{name}')").fetchone()[0] for name in ASKED}

    assert said == {"application_name": f"kosh-{role}", **SAID[role]}


ASKED = ("application_name", "lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
SAID = {
    "web": {"lock_timeout": "5s", "statement_timeout": "30s", "idle_in_transaction_session_timeout": "30s"},
    "worker": {"lock_timeout": "10s", "statement_timeout": "5min", "idle_in_transaction_session_timeout": "1min"},
    "command": {"lock_timeout": "30s", "statement_timeout": "0", "idle_in_transaction_session_timeout": "10min"},
}
