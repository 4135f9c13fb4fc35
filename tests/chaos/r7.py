"""R7: Redis is killed, frozen or full; officers go on as if nothing were, and what is derived catches up."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from statistics import median

import redis
from django.conf import settings
from django.test import Client
from django.utils import timezone

from casework.accounts.models import Officer
from casework.cases.models import Case
from casework.common.sweeps import hints
from casework.quotas.models import Allocation
from casework.quotas.queries import differences
from casework.reference.models import Region
from config.embedded.place import ROOT
from tests.chaos import books
from tests.chaos.desks import Browser, Office, Times, family_with_status
from tests.chaos.ground import BUILD, FragileRedis, Ground
from tests.chaos.room import room
from tests.chaos.scratch import wrong
from tests.chaos.verdicts import Figure, Verdict, at_most, exactly, told
from tests.factories.quotas import AllocationFactory, PlanFactory
from tests.world import staff_of

TITLE = "Redis killed, frozen, full: families are lodged, decided and included all the same"
ROUNDS, CALM = 6, 60.0
LONGER = 0.25  # seconds that a request may wait longer than when Redis is well
HANGS = 5.0  # seconds; a publish that waits for a frozen Redis takes over twenty

Rounds = Mapping[str, list[Times]]


def run(ground: Ground, *, is_quick: bool) -> Verdict:
    cell = AllocationFactory(
        plan=PlanFactory(year=timezone.now().year), region=Region.objects.get(pk="KZ-55"), places=1_000
    )
    return Verdict("R7", TITLE, (_in_small if is_quick else _at_length)(ground, cell))


def _in_small(ground: Ground, cell: Allocation) -> list[Figure]:
    """In this process, by the test client; a worker of its own is tried by the other runs."""
    hints.SILENCE = hints.CALM = 0.3
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    office = Office(staff_of(), _window)
    rounds = _journeys(ground, office, rounds=1)
    slowest = max(max(times.values()) for times in rounds["frozen"])
    time.sleep(hints.SILENCE)
    ground.redis.flush()
    office.include(family_with_status(office.staff))
    return [
        *_functional(office, len(rounds) + 1),
        at_most("seconds of the slowest request while it was frozen", slowest, HANGS),
        exactly("hints that wait once Redis is well again", min(_waiting(ground), 1), 1),
    ]


def _window(officer: Officer) -> Client:
    window = Client(SERVER_NAME="localhost")
    window.force_login(officer)
    return window


def _waiting(ground: Ground) -> int:
    return int(redis.Redis.from_url(ground.place.redis_url).llen("celery"))


def _at_length(ground: Ground, cell: Allocation) -> list[Figure]:
    """By HTTP against the web process of the Procfile, worker and beat beside it."""
    port = _free_port()
    os.environ |= {"PORT": str(port), "KOSH_VAR": str(BUILD / "var")}
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"], cwd=ROOT, check=True)
    with room(ground, "web", "worker", "beat", is_quick=False):
        books.seconds_until(lambda: _answers(port), at_most=CALM)
        office = Office(staff_of(), partial(Browser, port=port))
        office.include(family_with_status(office.staff))  # whatever comes first is slower
        rounds = _journeys(ground, office, rounds=ROUNDS)
        calm = books.seconds_until(lambda: not wrong([cell]), at_most=CALM)
    return [
        *_functional(office, 1 + sum(map(len, rounds.values()))),
        *_differences(rounds),
        at_most("seconds until projections had caught up", calm, CALM),
    ]


def _journeys(ground: Ground, office: Office, *, rounds: int) -> Rounds:
    """By turns, so that what else the machine does falls on all of them; each begins with nothing known of Redis."""
    found: dict[str, list[Times]] = {name: [] for name in ("well", *TROUBLES)}
    for _ in range(rounds):
        for name in found:
            household = family_with_status(office.staff)
            time.sleep(hints.SILENCE)
            with TROUBLES.get(name, _well)(ground.redis):
                found[name].append(office.include(household))
    return found


@contextmanager
def _well(server: FragileRedis) -> Iterator[None]:
    yield


@contextmanager
def _killed(server: FragileRedis) -> Iterator[None]:
    server.kill()
    yield
    server.start()


@contextmanager
def _frozen(server: FragileRedis) -> Iterator[None]:
    server.freeze()
    yield
    server.thaw()


@contextmanager
def _full(server: FragileRedis) -> Iterator[None]:
    """It answers every publish with an error."""
    line = redis.Redis.from_url(server.place.redis_url)
    line.config_set("maxmemory", 1)
    yield
    line.config_set("maxmemory", 0)


TROUBLES: Mapping[str, Callable[[FragileRedis], object]] = {"killed": _killed, "frozen": _frozen, "full": _full}


def _functional(office: Office, families: int) -> list[Figure]:
    return [
        told("families", families),
        exactly("requests refused", office.refused, 0),
        exactly("families included", Case.objects.filter(procedure="inclusion", state="included").count(), families),
        exactly("counters that differ from the ledger", len(differences()), 0),
    ]


def _differences(rounds: Rounds) -> Iterator[Figure]:
    """How much longer the slowest request of each kind took than that kind usually takes when Redis is well."""
    usual = {name: median(times[name] for times in rounds["well"]) for name in rounds["well"][0]}
    yield told("milliseconds of a request when well, median of all", 1000 * median(usual.values()))
    for trouble, journeys in rounds.items():
        longest = max(times[name] - usual[name] for times in journeys for name in usual)
        figure = told if trouble == "well" else partial(at_most, most=1000 * LONGER)
        yield figure(f"milliseconds longer at most, Redis {trouble}", 1000 * longest)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0
