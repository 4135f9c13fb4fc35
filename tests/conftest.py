import os
import shutil
from contextlib import ExitStack

import pytest
from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.commands import flush as django_flush
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations

from tests import flush, template

DatabaseOperations.execute_sql_flush = flush.flush
django_flush.emit_post_migrate_signal = flush.nothing_is_to_be_made_anew
HOSTILE = "hostile inputs"
LONG = {"journeys", "hostile", "test_policy.py"}
# A process that a test killed leaves its session for a moment; the database could not be removed while it lasts.
END_OTHERS = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
NO_CHROMIUM = "No Chromium was found for the browser tests"


def pytest_configure(config: pytest.Config) -> None:
    """All that differs from production: quick hashes, files kept in memory, plain static files, plain http."""
    if "DATABASE_URL" not in os.environ:
        pytest.exit("Start the tests by `make test ARGS=…`, which starts servers for them, or set DATABASE_URL.", 2)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    if not hasattr(config, "workerinput"):
        _copy_from_one_database(config)
    settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = os.environ["KOSH_TEST_TEMPLATE"]


def _copy_from_one_database(config: pytest.Config) -> None:
    """Made by whoever leads the run; its workers learn the name."""
    made = ExitStack()
    config.add_cleanup(made.close)
    os.environ["KOSH_TEST_TEMPLATE"] = made.enter_context(template.migrated())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first: whoever has finished takes over what is short from the other, and both end together."""
    items.sort(key=lambda item: not LONG.intersection(item.path.parts))


def pytest_terminal_summary(terminalreporter) -> None:
    passed = terminalreporter.getreports("passed")
    tried = sum(value for report in passed for name, value in report.user_properties if name == HOSTILE)
    if tried:
        terminalreporter.write_line(f"{tried:,} {HOSTILE} were tried.")
    skipped = [report for report in terminalreporter.getreports("skipped") if NO_CHROMIUM in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{NO_CHROMIUM}: {len(skipped)} of them were SKIPPED.", yellow=True, bold=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The reference data of production stand in the test database from the start."""
    with django_db_blocker.unblock():
        if "load_reference" in get_commands():
            call_command("load_reference")
        flush.keep(connection)
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(END_OTHERS)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The system's Chromium. Without one, browser tests are skipped on a bare machine and fail where CI=true."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None and os.environ.get("CI") == "true":
        pytest.fail(f"{NO_CHROMIUM}; they may not be skipped here.")
    return found or pytest.skip(NO_CHROMIUM)
