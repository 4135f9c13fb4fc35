"""The ledger only grows, whoever asks."""

import pytest

from casework.quotas.models import Entry
from tests.factories.quotas import EntryFactory
from tests.quotas.database import refused_by, run

APPEND_ONLY = "quotas_entry_is_append_only"


@pytest.fixture
def held(db):
    """A hold in a transaction that has nothing left to check, as after its commit."""
    held = EntryFactory()
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET CONSTRAINTS ALL DEFERRED")
    return held


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE quotas_entry SET places = 1",
        "UPDATE quotas_entry SET happened_on = '2020-01-01'",
        "DELETE FROM quotas_entry",
        "TRUNCATE quotas_entry CASCADE",
        "TRUNCATE quotas_allocation CASCADE",
        "TRUNCATE quotas_plan CASCADE",
    ],
)
def test_the_ledger_refuses(held, statement):
    lines = Entry.objects.count()

    with refused_by(APPEND_ONLY):
        run(statement)

    assert Entry.objects.count() == lines == 2


def test_the_ledger_refuses_to_be_overwritten_by_an_insert(held):
    with refused_by(APPEND_ONLY):
        run(
            "INSERT INTO quotas_entry SELECT * FROM quotas_entry WHERE id = %s"
            " ON CONFLICT (id) DO UPDATE SET places = 1",
            held.pk,
        )


def test_an_instance_saved_again_is_refused(held):
    held = Entry.objects.get(pk=held.pk)
    held.places = 4

    with refused_by(APPEND_ONLY):
        held.save()


def test_an_instance_deleted_is_refused(held):
    with refused_by(APPEND_ONLY):
        Entry.objects.filter(pk=held.pk).delete()


@pytest.mark.parametrize("setting", ["row_security = off", "check_function_bodies = off", "search_path = pg_temp"])
def test_no_setting_of_a_session_switches_the_guard_off(held, setting):
    run(f"SET LOCAL {setting}")

    with refused_by(APPEND_ONLY):
        run("DELETE FROM public.quotas_entry")
