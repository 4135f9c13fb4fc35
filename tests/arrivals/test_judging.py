"""Portions are judged by a session of their own, ahead of the one that enters them."""

from datetime import date

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from casework.arrivals.actions import importing, judging
from casework.arrivals.actions.months import take_off
from casework.arrivals.crossingfile import Reading, examine, layout_of, portions
from casework.arrivals.crossingfile.cells import Cells
from casework.arrivals.models import Batch, Checkpoint, Crossing
from casework.arrivals.queries.counting import recount
from casework.arrivals.queries.months import months_kept
from config.embedded.processes import wait_until
from tests.arrivals.files import GOOD, brought_in, counts, faults, row, rows, written
from tests.factories.arrivals import BatchFactory
from tests.moments import NOON
from tests.races import crowd

SESSIONS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"


def in_small_portions(monkeypatch):
    monkeypatch.setattr(importing, "ROWS", 10)
    monkeypatch.setattr(portions, "CHUNK", 1000)


def session_of(monkeypatch, module, name):
    """The sessions in which this function works."""
    seen, real = set(), getattr(module, name)

    def noted(*args, **options):
        seen.add(connection.connection.info.backend_pid)
        return real(*args, **options)

    monkeypatch.setattr(module, name, noted)
    return seen


@pytest.mark.django_db(transaction=True)
def test_one_session_judges_while_another_enters(tmp_path, monkeypatch):
    in_small_portions(monkeypatch)
    judges, enterers = session_of(monkeypatch, judging, "judge"), session_of(monkeypatch, importing, "settle")

    batch = brought_in(written(tmp_path, [*rows(60), row(sex="?"), *rows(2)]))

    assert (counts(batch), faults(batch)) == ((63, 60, 2, 1), [(62, ["sex sex"])])
    assert (len(judges), len(enterers), judges & enterers) == (1, 1, set())


def sessions():
    with connection.cursor() as cursor:
        cursor.execute(SESSIONS)
        return {pid for (pid,) in cursor.fetchall()}


@pytest.mark.django_db(transaction=True)
def test_the_session_that_judged_is_closed(tmp_path):
    before = sessions()

    brought_in(written(tmp_path, rows(3)))

    assert wait_until(lambda: sessions() <= before, seconds=10)


@pytest.mark.django_db(transaction=True)
def test_what_fails_in_judging_ends_the_import(tmp_path, monkeypatch):
    def fails(*args, **options):
        raise RuntimeError

    monkeypatch.setattr(judging, "judge", fails)
    with pytest.raises(RuntimeError):
        brought_in(written(tmp_path, rows(3)))

    assert Batch.objects.get().lines_done == 0


@pytest.mark.django_db
def test_within_a_transaction_what_it_has_changed_counts(tmp_path):
    post = Checkpoint.objects.get(pk="CP001")
    post.pk = "CP901"
    post.save(force_insert=True)

    assert counts(brought_in(written(tmp_path, [row(checkpoint="CP901")]))) == (1, 1, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_files_with_the_same_rows_at_once_enter_each_once(tmp_path, monkeypatch):
    in_small_portions(monkeypatch)
    paths = [written(tmp_path, rows(90)[start : start + 60], name=f"{start}.csv") for start in (0, 30)]

    batches = crowd(lambda number: brought_in(paths[number]), people=2)

    assert sum(batch.entered for batch in batches) == Crossing.objects.count() == 90
    assert sum(batch.already for batch in batches) == 30
    assert recount(date(2026, 2, 1)).differing == 0


def judged(path, batch):
    with Reading(examine(path)) as reading:
        layout = reading.begin()
        return next(judging.judge_all(reading.portions(0, 10), layout, batch=batch.pk, clock=lambda: NOON))


@pytest.mark.django_db
def test_a_month_taken_off_between_judging_and_entering_is_not_made_again(tmp_path):
    brought_in(written(tmp_path, [row()]))
    batch = BatchFactory()
    ready = judged(written(tmp_path, rows(2), name="late.csv"), batch)
    take_off(date(2026, 2, 1), at=NOON)

    importing.settle(batch, ready, at=NOON)

    assert date(2026, 2, 1) not in months_kept()
    assert faults(batch) == [(2, ["crossed_at early"]), (3, ["crossed_at early"])]


@given(st.text(st.sampled_from("a1,;\t\n \"'=+-@.\\\x00\x1f\x7f\xadé\u2800\u3164\ufffd2"), max_size=30))
def test_what_is_plain_at_a_glance_is_never_odd(whole):
    for separator in ",;\t":
        cells = Cells(layout_of(separator.join(GOOD)))

        assert not (cells._is_plain(whole) and cells.odd.search(whole))
