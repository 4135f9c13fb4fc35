import os
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from casework.arrivals.actions.deliveries import forget, take_file
from casework.arrivals.models import Batch
from casework.arrivals.sweeps import FORGET, FORGET_TAKEN, IMPORT, WATCH
from casework.audit.models import Event
from tests.arrivals.files import counts, rows, written
from tests.moments import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path, settings):
    settings.CROSSINGS_FOLDER = str(tmp_path)
    return tmp_path


def settled(path):
    """A file that was last written a minute ago."""
    os.utime(path, (NOON.timestamp() - 60,) * 2)


def test_a_file_in_the_watched_folder_is_taken_and_brought_in(folder):
    settled(written(folder, rows(3)))

    for subject in WATCH.due(NOON, 9):
        WATCH.work(subject, NOON)
    for subject in IMPORT.due(NOON, 9):
        IMPORT.work(subject, NOON)

    assert counts(Batch.objects.get()) == (3, 3, 0, 0)
    assert [path.name for path in (folder / "taken").iterdir()] == ["20260302-120000-posts.csv"]
    assert WATCH.due(NOON, 9) == []


def test_what_was_taken_is_removed_when_its_time_is_over(folder, settings):
    settings.CROSSINGS_KEPT_DAYS = 30
    settled(written(folder, rows(3)))
    WATCH.work("posts.csv", NOON)
    (folder / "taken" / "20260302-old-notes.txt").touch()
    assert FORGET_TAKEN.due(NOON + timedelta(days=30), 9) == []

    for subject in FORGET_TAKEN.due(NOON + timedelta(days=31), 9):
        FORGET_TAKEN.work(subject, NOON + timedelta(days=31))

    assert [path.name for path in (folder / "taken").iterdir()] == ["20260302-old-notes.txt"]
    assert Event.objects.get(kind="crossings.taken_removed").after == {"files": 1}


def test_a_file_that_is_still_being_written_is_left_alone(folder):
    path = written(folder, rows(3))
    os.utime(path, (NOON.timestamp() - 2,) * 2)

    assert WATCH.due(NOON, 9) == []


def test_a_file_that_is_on_its_way_already_is_laid_aside(folder):
    settled(written(folder, rows(3)))
    settled(written(folder, rows(3), name="again.csv"))

    for subject in WATCH.due(NOON, 9):
        WATCH.work(subject, NOON)

    assert Batch.objects.count() == 1
    assert len(list((folder / "taken").iterdir())) == 2


def test_no_folder_is_watched_where_none_is_set(settings):
    settings.CROSSINGS_FOLDER = ""

    assert WATCH.due(NOON, 9) == FORGET_TAKEN.due(NOON, 9) == []


def test_a_file_sent_on_the_page_is_removed_when_its_time_is_over(settings):
    settings.CROSSINGS_KEPT_DAYS = 30
    batch = take_file(ContentFile(b"x"), name="posts.csv", by=None, at=NOON)
    Batch.objects.update(state="sealed", sealed_at=NOON)
    batch.refresh_from_db()
    assert FORGET.due(NOON + timedelta(days=30), 9) == []

    for subject in FORGET.due(NOON + timedelta(days=31), 9):
        FORGET.work(subject, NOON + timedelta(days=31))

    assert not Batch.objects.get().kept
    assert Event.objects.filter(kind="crossings.file_removed", subject=f"crossings {batch.pk}").exists()


def test_a_file_that_is_not_settled_is_kept(settings):
    batch = take_file(ContentFile(b"x"), name="posts.csv", by=None, at=NOON)

    forget(batch.pk, at=NOON + timedelta(days=999))

    assert Batch.objects.get().kept


def test_the_stored_file_goes_with_the_transaction(django_capture_on_commit_callbacks):
    batch = take_file(ContentFile(b"x"), name="posts.csv", by=None, at=NOON)
    Batch.objects.update(state="sealed", sealed_at=NOON)
    assert batch.kept.storage.exists(batch.kept.name)

    with django_capture_on_commit_callbacks(execute=True):
        forget(batch.pk, at=NOON)

    assert not batch.kept.storage.exists(batch.kept.name)
