"""A load brings a table to its rows, tells what it did, and leaves alone what officers did."""

import pytest

from casework.audit.actions import record
from casework.audit.models import Event
from casework.reference.loading import Loaded, load, read, subject
from casework.reference.models import DocumentKind
from tests.factories.accounts import OfficerFactory
from tests.moments import NOON

pytestmark = pytest.mark.django_db


def row(code: str, name: str = "paper") -> dict[str, str]:
    return {"code": code, "name_en": name, "name_ru": "документ", "name_kk": "құжат"}


def loaded(*rows, complete: bool = False) -> Loaded:
    return load(DocumentKind, rows, key=["code"], at=NOON, complete=complete)


@pytest.fixture
def _empty_table():
    DocumentKind.objects.all().delete()


def test_new_rows_are_created_and_told_in_one_event():
    report = loaded(row("test.a"), row("test.b"))

    assert report == Loaded("documentkind", created=2)
    event = Event.objects.latest("id")
    assert (event.kind, event.subject, event.by, event.at) == ("reference.loaded", "documentkind", None, NOON)
    assert [new["code"] for new in event.after["rows"]] == ["test.a", "test.b"]


def test_a_second_load_changes_nothing_and_tells_nothing():
    loaded(row("test.a"))
    told = Event.objects.count()

    report = loaded(row("test.a"))

    assert report == Loaded("documentkind", unchanged=1)
    assert Event.objects.count() == told


def test_a_changed_row_is_told_with_what_was_before():
    loaded(row("test.a", "old name"))

    report = loaded(row("test.a", "new name"))

    assert report == Loaded("documentkind", changed=1)
    event = Event.objects.latest("id")
    assert (event.kind, event.subject) == ("reference.changed", "documentkind test.a")
    assert (event.before, event.after) == ({"name_en": "old name"}, {"name_en": "new name"})
    assert DocumentKind.objects.get(pk="test.a").name_en == "new name"


def test_what_an_officer_changed_stays_as_the_officer_made_it():
    loaded(row("test.a", "ours"))
    DocumentKind.objects.filter(pk="test.a").update(name_en="the officer's")
    record("reference.changed", subject=subject(DocumentKind, ["test.a"]), by=OfficerFactory(), at=NOON)

    assert loaded(row("test.a", "ours")) == Loaded("documentkind", kept=1)
    assert DocumentKind.objects.get(pk="test.a").name_en == "the officer's"


def test_what_an_officer_removed_stays_away():
    record("reference.removed", subject=subject(DocumentKind, ["test.a"]), by=OfficerFactory(), at=NOON)

    assert loaded(row("test.a")) == Loaded("documentkind", kept=1)
    assert not DocumentKind.objects.filter(pk="test.a").exists()


@pytest.mark.usefixtures("_empty_table")
def test_of_a_complete_table_a_row_no_longer_given_is_removed_and_told():
    loaded(row("test.a"), row("test.b"))

    report = loaded(row("test.b"), complete=True)

    assert report == Loaded("documentkind", unchanged=1, removed=1)
    assert (Event.objects.latest("id").kind, Event.objects.latest("id").before) == (
        "reference.removed",
        {"code": "test.a"},
    )
    assert not DocumentKind.objects.filter(pk="test.a").exists()


@pytest.mark.usefixtures("_empty_table")
def test_of_a_complete_table_a_row_added_by_an_officer_stays():
    loaded(row("test.a"))
    record("reference.added", subject=subject(DocumentKind, ["test.a"]), by=OfficerFactory(), at=NOON)

    assert loaded(row("test.b"), complete=True) == Loaded("documentkind", created=1)
    assert DocumentKind.objects.filter(pk="test.a").exists()


def test_two_rows_with_one_key_are_refused_and_nothing_is_loaded():
    with pytest.raises(ValueError, match="the same code"):
        loaded(row("test.a"), row("test.a"))

    assert not DocumentKind.objects.filter(pk="test.a").exists()


def test_a_row_with_a_missing_cell_is_refused_by_its_number(tmp_path):
    table = tmp_path / "table.csv"
    table.write_text("code,name\na,b\nc\n", encoding="utf-8")

    with pytest.raises(ValueError, match=r"table\.csv, row 3: 1 cells in place of 2"):
        read(table)


def test_cells_are_read_without_the_blanks_around_them(tmp_path):
    table = tmp_path / "table.csv"
    table.write_text("code,name\n a , b c \n", encoding="utf-8")

    assert read(table) == [{"code": "a", "name": "b c"}]
