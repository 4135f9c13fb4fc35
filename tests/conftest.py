import os

import pytest
from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations

from tests import flush

DatabaseOperations.execute_sql_flush = flush.flush


def pytest_configure() -> None:
    """All that differs from production: quick hashes, files kept in memory, plain static files, plain http."""
    if "DATABASE_URL" not in os.environ:
        pytest.exit("Start the tests by `make test ARGS=…`, which starts servers for them, or set DATABASE_URL.", 2)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The reference data of production stand in the test database from the start."""
    with django_db_blocker.unblock():
        if "load_reference" in get_commands():
            call_command("load_reference")
        flush.keep(connection)
