"""The past from the command line."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from casework.common.workdays import local_date
from casework.returnees.models import PastInclusion
from tests.factories.quotas import AllocationFactory, SignatoryFactory
from tests.returnees.openings import opening, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return local_date(timezone.now())


@pytest.fixture
def load(tmp_path):
    """Load rows; answer what the command says on both of its streams."""
    first, second = SignatoryFactory(), SignatoryFactory()
    path = tmp_path / "former.csv"

    def run(*rows, **options):
        path.write_bytes(opening(*rows))
        out, err = io.StringIO(), io.StringIO()
        signed = {"signed_by": first.username, "countersigned_by": second.username}
        call_command("load_opening", str(path), stdout=out, stderr=err, **signed | options)
        return out.getvalue() + err.getvalue()

    return run


@pytest.fixture
def places(today):
    return AllocationFactory(plan__year=today.year, places=10)


def this_year(person, today):
    return row(person, year=f"{today.year}", included_on=f"{today}")


def test_it_says_what_became_of_the_rows(load, places, today):
    told = load(this_year("OR-1", today), row("OR-2"), row("OR-3", places="x"))

    assert "3 rows: 2 taken, 0 there already, 1 refused." in told
    assert f"returnee {today.year}: 1 places used before, by order." in told
    assert "Line 4: Places are a whole number in digits, nothing between them." in told


def test_it_says_the_same_for_machines(load, places, today):
    told = json.loads(load(this_year("OR-1", today), row("OR-3", places="x"), json=True))

    order = told["orders"].pop()
    assert (order["programme"], order["year"], order["places"]) == ("returnee", today.year, 1)
    assert told["errors"] == [{"line": 3, "message": "Places are a whole number in digits, nothing between them."}]
    assert {name: told[name] for name in ("ok", "changed", "read", "taken", "already", "refused", "dry_run")} == {
        "ok": False, "changed": True, "read": 2, "taken": 1, "already": 0, "refused": 1, "dry_run": False,
    }  # fmt: skip


def test_a_dry_run_changes_nothing(load, places, today):
    assert "Nothing was changed; it would be:" in load(this_year("OR-1", today), dry_run=True)

    places.refresh_from_db()
    assert (PastInclusion.objects.count(), places.used) == (0, 0)


def test_it_fails_where_nothing_of_the_file_is_taken(load, places, today):
    load(row("OR-1"))

    with pytest.raises(CommandError, match="Line 2: Included once already"):
        load(this_year("OR-1", today))


def test_it_fails_with_every_obstacle_for_machines_too(load, places, today, capsys):
    with pytest.raises(CommandError, match="only 10 are free"):
        load(row("OR-1", year=f"{today.year}", included_on=f"{today}", places="11"), json=True)


def test_a_hundred_faults_are_not_all_told_on_a_terminal(load):
    with pytest.raises(CommandError, match="… and 52 more; --json tells all."):
        load(*[row(f"OR-{n}", places="x") for n in range(100)], row("OR-500", places="x"))
