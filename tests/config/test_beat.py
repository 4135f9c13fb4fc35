"""Beat tells that it lives, and outlives a database that is away."""

from datetime import timedelta

import pytest
from celery import Celery
from django.db import connection
from django.utils import timezone

from casework.common.models import SignOfLife
from config.beat import EVERY, Beat


@pytest.fixture
def beat(transactional_db):
    """With nothing to send."""
    return Beat(Celery("tests", set_as_current=False), lazy=True)


def test_it_gives_a_sign_with_its_first_look(beat):
    beat.tick()

    assert timezone.now() - SignOfLife.objects.get(name="beat").seen_at < timedelta(seconds=30)


def test_it_looks_again_in_time_for_its_next_sign(beat):
    assert beat.tick() <= EVERY


def test_it_gives_no_sign_more_often_than_it_must(beat):
    beat.tick()
    SignOfLife.objects.all().delete()

    beat.tick()

    assert not SignOfLife.objects.exists()


def test_it_gives_the_next_sign_when_its_time_has_come(beat):
    beat.tick()
    SignOfLife.objects.all().delete()
    beat.next_sign -= EVERY

    beat.tick()

    assert SignOfLife.objects.filter(name="beat").exists()


def test_a_database_that_is_away_is_told_and_survived(beat, closed_port, monkeypatch, caplog):
    connection.close()
    with monkeypatch.context() as away:
        away.setitem(connection.settings_dict, "HOST", "127.0.0.1")
        away.setitem(connection.settings_dict, "PORT", str(closed_port))

        assert beat.tick() <= EVERY

    assert "No sign of life could be given: OperationalError" in caplog.text
