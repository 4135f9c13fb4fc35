"""The ground of a run: a PostgreSQL that writes what it promises, a Redis, a database as after `load_reference`."""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import django
import redis
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from config.embedded.binaries import redis_server
from config.embedded.locks import Lock
from config.embedded.place import ROOT, Place
from config.embedded.postgres import FORGETFUL, Postgres, accepts
from config.embedded.processes import end, spawn, wait_for

OURS = {"KOSH_SECRET_KEY": "chaos" * 10, "KOSH_PLAIN_HTTP": "true"}
"""Of all processes of a run, so that a session opened here is one there."""
BUILD = ROOT / "build" / "chaos"
KEPT = dict.fromkeys(FORGETFUL, "on")
"""Throw-away servers forget what they promised when they crash; this one crashes on purpose and may not."""


class CarefulPostgres(Postgres):
    def _words(self, data: Path) -> list[object]:
        return [*super()._words(data), *(word for name, value in KEPT.items() for word in ("-c", f"{name}={value}"))]

    def crash(self) -> None:
        """Kill the server as the kernel would, and start it again: it recovers by its log."""
        assert self.server is not None
        self.server.kill()
        self.server.wait()
        self.start()


class FragileRedis:
    """Started from the main thread alone: a server is tied to the thread that started it."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        sock = self.place.run / "redis.sock"
        sock.unlink(missing_ok=True)
        words = ("--port", "0", "--unixsocket", sock, "--unixsocketperm", "700", "--dir", self.place.run)
        argv = (redis_server(self.place), *words, "--save", "", "--appendonly", "no")
        self.server = spawn(argv, self.place, ending=signal.SIGKILL, log="redis.log")
        wait_for(self.server, lambda: accepts(sock), self.place.run / "redis.log")

    def kill(self) -> None:
        end(self.server, signal.SIGKILL, signal.SIGKILL, seconds=5)

    def freeze(self) -> None:
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def flush(self) -> None:
        redis.Redis.from_url(self.place.redis_url).flushall()

    def _signal(self, sign: signal.Signals) -> None:
        assert self.server is not None
        self.server.send_signal(sign)


class Ground:
    def __init__(self, place: Place) -> None:
        self.place = place
        self.postgres, self.redis = CarefulPostgres(place), FragileRedis(place)

        self.logs = Path(tempfile.mkdtemp(prefix="kosh-chaos-"))

    def keep_logs(self, name: str) -> Path:
        """What the processes said, for whoever wonders why a promise broke; gives its folder."""
        return Path(shutil.copytree(self.logs, BUILD / f"logs-{name}", dirs_exist_ok=True))


@contextmanager
def ground() -> Iterator[Ground]:
    """Servers that live as long as the run; Django speaks to them from here on."""
    made = Ground(Place(f"chaos-{os.getpid()}"))
    made.place.prepare()
    os.environ |= {"DATABASE_URL": made.place.database_url, "REDIS_URL": made.place.redis_url, **OURS}
    try:
        django.setup()
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nobody signs in by a password
        _lay(made)
        made.redis.start()
        yield made
    finally:
        connections.close_all()
        made.redis.kill()
        made.postgres.stop()
        for folder in (made.logs, made.place.run):
            shutil.rmtree(folder, ignore_errors=True)


def _lay(made: Ground) -> None:
    """Start PostgreSQL on a copy of a cluster that was migrated and loaded once, by whoever came first."""
    kept = BUILD / f"cluster-{_edition()}"
    BUILD.mkdir(parents=True, exist_ok=True)
    lock = Lock(BUILD / "lock")
    lock.take()
    if not kept.exists():
        _build(made, kept)
    lock.close()
    _copy(kept, made.place)
    made.postgres.start()


def _build(made: Ground, kept: Path) -> None:
    for old in BUILD.glob("cluster-*"):
        shutil.rmtree(old)
    made.postgres.start()
    call_command("migrate", verbosity=0)
    call_command("load_reference", stdout=StringIO())
    connections.close_all()
    made.postgres.stop()
    shutil.move(made.place.data, BUILD / "cluster-new")
    (BUILD / "cluster-new").rename(kept)


def _copy(kept: Path, place: Place) -> None:
    shutil.copytree(kept, place.data)
    for path in (place.data, *place.data.rglob("*")):
        os.chown(path, *place.owner)


def _edition() -> str:
    """Changes with whatever the database is built from."""
    kinds = ("migrations/*.py", "data/*.csv")
    listed = sorted(path for kind in kinds for path in (ROOT / "casework").rglob(kind))
    return hashlib.sha256(b"".join(path.read_bytes() for path in listed)).hexdigest()[:12]
