import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from casework.cases.queries.recount import differences
from casework.quotas import actions as quotas
from tests.factories.accounts import OfficerFactory
from tests.factories.quotas import AllocationFactory
from tests.moments import NOON
from tests.world import decided, held, included, staff_of, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    AllocationFactory(places=100)
    return staff_of("KZ-55")


def recounted() -> list[dict]:
    out = StringIO()
    call_command("recount", "--json", stdout=out)
    return json.loads(out.getvalue())


def test_files_in_every_turn_agree_with_the_ledger(staff):
    held(staff)
    included(staff)
    step(held(staff), "withdraw", by=staff.registrar)
    decided(staff, held(staff), "refuse")
    decided(staff, included(staff), "annul")

    assert recounted() == []


def test_places_of_a_file_nobody_knows_are_reported(staff):
    quotas.hold(
        AllocationFactory(places=1, category="9"), places=1, file="IN-1999-1", key="k", by=OfficerFactory(), at=NOON
    )

    assert [found["file"] for found in recounted()] == ["IN-1999-1"]


def test_a_closed_file_that_still_holds_places_is_reported(staff):
    case = held(staff)
    type(case).objects.filter(pk=case.pk).update(state="withdrawn", closed_at=NOON, closed_by=staff.head)

    found = differences()

    assert (found[0]["file"], found[0]["held"], found[0]["held_by_file"]) == (case.number, 5, 0)


def test_a_counter_changed_behind_the_ledger_is_reported(staff):
    case = held(staff)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE quotas_allocation DISABLE TRIGGER USER")
        cursor.execute("UPDATE quotas_allocation SET held = 4 WHERE id = %s", [case.allocation_id])
        cursor.execute("ALTER TABLE quotas_allocation ENABLE TRIGGER USER")

    assert [(found["what"], found["counter"], found["ledger"]) for found in recounted()] == [("held", 4, 5)]
