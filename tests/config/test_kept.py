"""Whoever keeps a worker: an ended one is started again, a deaf one replaced, and none outlives its keeper."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.utils import timezone
from psycopg.conninfo import make_conninfo

from config import kept
from config.embedded.place import ROOT
from config.embedded.processes import wait_until
from tests.config.test_runner import is_gone
from tests.factories.common import SignOfLifeFactory

LASTING = ["sleep", "300"]
WITH_CHILD = ["sh", "-c", "sleep 300 & echo $$ $!; wait"]


class Clock:
    """A clock that moves by whatever its keeper waits, and asks for the end after so many looks and rests.

    A look at a process that is to end lasts until it has.
    """

    def __init__(self, looks):
        self.now, self.slept, self.looks = 0.0, [], looks
        self.kept = None

    def monotonic(self):
        return self.now

    def comes_within(self, seconds):
        if len(self.slept) == self.looks:
            return True
        if self.kept.words[0] != LASTING[0]:
            self.kept.process.wait()
        self.slept.append(seconds)
        self.now += seconds
        return False

    @property
    def rests(self):
        return [seconds for seconds in self.slept if seconds != kept.LOOK]


@pytest.fixture
def watched(monkeypatch):
    """Watch a process of these words for so many looks and rests; answers its keeper and the clock."""
    keepers = []

    def watch(words, looks, name="worker"):
        clock = Clock(looks)
        monkeypatch.setattr(kept, "time", clock)
        keepers.append(kept.Kept(name, words, clock))
        clock.kept = keepers[-1]
        clock.first = keepers[-1].process
        clock.kept.watch()
        return clock.kept, clock

    yield watch
    for keeper in keepers:
        keeper.stop()


@pytest.fixture
def sign(transactional_db, monkeypatch):
    """Gives a sign of life so many seconds old, where the keeper reads it."""
    stored = connection.settings_dict
    parts = {"host": stored["HOST"], "port": stored["PORT"], "user": stored["USER"], "password": stored["PASSWORD"]}
    known = {key: value for key, value in parts.items() if value}
    monkeypatch.setenv("DATABASE_URL", make_conninfo(dbname=stored["NAME"], **known))
    monkeypatch.setattr(kept, "SILENCE", 90.0)

    def give(seconds, name="worker"):
        SignOfLifeFactory(name=name, seen_at=timezone.now() - timedelta(seconds=seconds))

    return give


def test_an_ended_process_is_started_again(watched, tmp_path):
    watched(["sh", "-c", f"echo begun >> {tmp_path}/log"], looks=5)

    assert (tmp_path / "log").read_text().count("begun") >= 2


def test_one_that_ends_at_once_again_and_again_is_started_less_and_less_often(watched):
    _, clock = watched(["false"], looks=14)

    assert clock.rests == [2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0]
    assert all(earlier <= later <= kept.SLOWEST for earlier, later in pairwise(clock.rests))


def test_one_that_lived_for_long_is_started_soon(watched, monkeypatch):
    monkeypatch.setattr(kept, "LOOK", kept.SLOWEST + 1)

    _, clock = watched(["false"], looks=4)

    assert clock.rests == [1.0, 1.0]


def test_a_silent_process_is_replaced_while_redis_answers(watched, sign, own_redis, monkeypatch, capfd):
    monkeypatch.setenv("REDIS_URL", own_redis)
    sign(200)

    keeper, clock = watched(LASTING, looks=185)

    assert clock.first.returncode == -signal.SIGTERM
    assert keeper.process.poll() is None
    assert "The worker gave no sign of life; it is started again" in capfd.readouterr().err


def test_a_silent_process_is_left_alone_while_redis_is_away(watched, sign, closed_port, monkeypatch):
    monkeypatch.setenv("REDIS_URL", f"redis://127.0.0.1:{closed_port}")
    sign(200)

    keeper, clock = watched(LASTING, looks=400)

    assert keeper.process is clock.first


def test_a_process_that_gave_a_sign_is_left_alone(watched, sign, own_redis, monkeypatch):
    monkeypatch.setenv("REDIS_URL", own_redis)
    sign(30)
    sign(200, name="beat")

    keeper, clock = watched(LASTING, looks=400)

    assert keeper.process is clock.first


def test_a_process_whose_sign_cannot_be_read_is_left_alone(watched, own_redis, closed_port, monkeypatch):
    monkeypatch.setenv("REDIS_URL", own_redis)
    monkeypatch.setenv("DATABASE_URL", f"postgresql://127.0.0.1:{closed_port}/kosh")

    keeper, clock = watched(LASTING, looks=400)

    assert keeper.process is clock.first


@pytest.fixture
def running():
    """A keeper of a process that has a child; with the numbers of both."""
    keeper = subprocess.Popen(
        [sys.executable, "-m", "config.kept", "worker", *WITH_CHILD], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    pids = [int(pid) for pid in keeper.stdout.readline().split()]
    yield keeper, pids
    keeper.terminate()
    keeper.wait()
    keeper.stdout.close()
    with suppress(ProcessLookupError):
        os.killpg(pids[0], signal.SIGKILL)


def test_asked_to_end_it_ends_the_process_and_its_children(running):
    keeper, pids = running

    keeper.terminate()

    assert keeper.wait(60) == 0
    assert wait_until(lambda: all(map(is_gone, pids)), seconds=60)


def test_what_a_killed_process_left_behind_is_killed_before_another_begins(running):
    keeper, (process, child) = running

    os.kill(process, signal.SIGKILL)

    assert keeper.stdout.readline().split()[0] != str(process)
    assert is_gone(child)


def test_a_killed_keeper_takes_its_process_along(running):
    keeper, (process, _) = running

    keeper.kill()

    assert wait_until(lambda: is_gone(process), seconds=60)
