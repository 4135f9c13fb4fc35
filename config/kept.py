"""Keeps a worker or beat at work: `python -m config.kept NAME WORDS…` starts it again when it ends or falls silent.

A worker can live and hear nothing (its connection to Redis was lost while it was read); then its sign of life grows old
while Redis answers, and only a new process helps.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress

import psycopg
from redis import Redis, RedisError

from config.embedded.processes import Ending, end, tie_to_parent

SILENCE = 90.0  # seconds
LOOK = 0.5
SLOWEST = 30.0  # seconds between two starts
ASK = 15.0
AGE = "SELECT extract(epoch FROM clock_timestamp() - seen_at)::float FROM common_signoflife WHERE name = %s"


class Kept:
    """One process by its name and words."""

    def __init__(self, name: str, words: Sequence[str], ending: Ending) -> None:
        self.name, self.words, self.ending = name, list(words), ending
        self.rest = 1.0
        self.process = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        parent = os.getpid()
        self.since = self.asked = time.monotonic()
        return subprocess.Popen(  # noqa: S603 the words are the caller's
            self.words,
            start_new_session=True,
            preexec_fn=lambda: tie_to_parent(parent, signal.SIGTERM),  # noqa: PLW1509 one thread
        )

    def watch(self) -> None:
        """Look again and again, until somebody asks for the end."""
        while not self.ending.comes_within(LOOK):
            if self.process.poll() is not None:
                self._again(f"ended ({self.process.returncode})")
            elif self._is_silent():
                end(self.process, signal.SIGTERM, signal.SIGKILL, seconds=10)
                self._again("gave no sign of life")

    def stop(self) -> None:
        end(self.process, signal.SIGTERM, signal.SIGKILL, seconds=20)
        self._end_group()

    def _again(self, why: str) -> None:
        self._end_group()
        lived = time.monotonic() - self.since
        self.rest = 1.0 if lived > SLOWEST else min(self.rest * 2, SLOWEST)
        sys.stderr.write(f"The {self.name} {why}; it is started again in {self.rest:.0f} s.\n")
        if not self.ending.comes_within(self.rest):
            self.process = self.start()

    def _end_group(self) -> None:
        """What a killed process leaves behind."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def _is_silent(self) -> bool:
        if time.monotonic() < max(self.since + SILENCE, self.asked + ASK):
            return False
        self.asked = time.monotonic()
        return redis_answers() and (age_of_sign(self.name) or 0.0) > SILENCE


def redis_answers() -> bool:
    """Whether hints could arrive at all; without Redis silence is nobody's fault."""
    try:
        return bool(Redis.from_url(os.environ["REDIS_URL"], socket_timeout=1, socket_connect_timeout=1).ping())
    except (KeyError, ValueError, RedisError):
        return False


def age_of_sign(name: str) -> float | None:
    """Seconds since the last sign of life; None where none can be read."""
    try:
        with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=2) as connection:
            row = connection.execute(AGE, [name]).fetchone()
    except (KeyError, psycopg.Error):
        return None
    return row[0] if row else None


def main() -> None:
    kept = Kept(sys.argv[1], sys.argv[2:], Ending())
    try:
        kept.watch()
    finally:
        kept.stop()


if __name__ == "__main__":
    main()
