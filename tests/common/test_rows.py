from copy import copy

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from casework.accounts.models import Officer
from casework.audit.models import Event
from casework.common.rows import insert, insert_together, remember, save_together, updated
from casework.quotas.models import Entry
from casework.quotas.states import Kind, deltas
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.quotas import AllocationFactory
from tests.moments import NOON
from tests.statements import statements

pytestmark = pytest.mark.django_db

TOLD = {"by": None, "at": NOON, "before": {"on": NOON.date()}, "after": None, "note": "бір", "request_id": ""}


def fields(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.attname != "id"}


def event():
    return Event(kind="case.note", subject="ST-1", **TOLD)


@pytest.fixture
def line():
    return Entry(
        allocation=AllocationFactory(places=5), kind=Kind.HOLD, places=2, file="IN-1", happened_on=NOON.date(),
        key="one", made_by=OfficerFactory(), **vars(deltas(Kind.HOLD, 2)),
    )  # fmt: skip


def test_a_row_is_kept_as_the_orm_keeps_it():
    written, saved = insert(event()), event()
    saved.save()

    assert fields(Event.objects.get(pk=written.pk)) == fields(Event.objects.get(pk=saved.pk))


def test_what_the_database_fills_is_read_back(line):
    insert(line)

    assert fields(line) == fields(Entry.objects.get(pk=line.pk))


def test_a_written_row_counts_as_saved():
    written = insert(event())

    assert (written._state.adding, written._state.db) == (False, "default")


def test_after_a_refused_row_the_transaction_is_not_carried_on(line):
    insert(copy(line))

    with transaction.atomic():
        with pytest.raises(IntegrityError, match="entry_once_per_key"):
            insert(line)
        assert transaction.get_rollback()


def test_rows_of_several_tables_go_by_one_message(line):
    told = [event(), event()]

    with statements() as sent:
        insert_together([line], [], told)

    assert len(sent) == 1
    assert fields(line) == fields(Entry.objects.get(pk=line.pk))
    assert {one.pk for one in told} == set(Event.objects.filter(kind="case.note").values_list("pk", flat=True))


def test_a_row_is_saved_and_its_trail_written_by_one_message():
    officer = OfficerFactory(first_name="Before", last_name="Kept")
    officer.first_name, officer.last_name = "After", "not named, so not saved"

    with statements() as sent:
        save_together(officer, ("first_name",), [event()])

    saved = Officer.objects.get(pk=officer.pk)
    assert (len(sent), saved.first_name, saved.last_name) == (1, "After", "Kept")
    assert Event.objects.filter(kind="case.note").count() == 1


def test_a_row_that_is_gone_is_not_taken_for_saved():
    with pytest.raises(DatabaseError, match="not there any more"), transaction.atomic():
        save_together(Officer(pk=10**9, first_name="Nobody"), ("first_name",), [event()])

    assert not Event.objects.filter(kind="case.note").exists()


def test_together_they_are_written_or_not_at_all(line):
    insert(copy(line))

    with pytest.raises(IntegrityError, match="entry_once_per_key"), transaction.atomic():
        insert_together([event()], [line])

    assert not Event.objects.filter(kind="case.note").exists()


def test_nothing_to_write_is_no_message():
    with statements() as sent:
        insert_together([], [])

    assert sent == []


def test_changed_rows_are_answered_as_they_are_now():
    one, other = OfficerFactory(post="caseworker"), OfficerFactory(post="caseworker")

    with statements() as sent:
        changed = updated(Officer.objects.filter(pk=one.pk), post="head")

    assert [(officer.pk, officer.post, officer.username) for officer in changed] == [(one.pk, "head", one.username)]
    assert len(sent) == 1
    other.refresh_from_db()
    assert other.post == "caseworker"


def test_remembered_rows_are_not_asked_for_again():
    office = OfficeFactory()
    officer = OfficerFactory(office=office)

    remember(office, "officers", [officer])

    with statements() as sent:
        assert list(office.officers.all()) == [officer]
    assert sent == []
    assert list(office.officers.filter(post="head")) == []
