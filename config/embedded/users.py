"""Using the servers of a place for as long as this process lives."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from config.embedded.locks import Lock, is_free
from config.embedded.place import ROOT, Place, Refused
from config.embedded.processes import wait_until


@contextmanager
def servers(place: Place) -> Iterator[str]:
    """Find the servers or start them; gives the sentence why there is no Redis, or nothing.

    Raises Refused, a SystemExit with its reason. Whoever is the last to leave waits until they have stopped.
    """
    place.prepare()
    users = Lock(place.run / "users")
    users.share()
    try:
        yield _find_or_start(place)
    finally:
        is_last = users.try_to_take()
        users.close()
        if is_last:
            wait_until(lambda: is_free(place.run / "keeper"), seconds=60)


def _find_or_start(place: Place) -> str:
    mutex = Lock(place.run / "mutex")
    mutex.take()
    try:
        return _start(place) if is_free(place.run / "keeper") else ""
    finally:
        mutex.close()


def _start(place: Place) -> str:
    """Start the keeper in a session of its own: Ctrl-C is for its users, it ends after them."""
    argv = [sys.executable, "-m", "config.embedded.keeper", place.name]
    with (place.run / "keeper.log").open("wb") as log:
        keeper = subprocess.Popen(  # noqa: S603 the words are our own
            argv, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, start_new_session=True
        )
    line = keeper.stdout.readline() if keeper.stdout else b""
    if not line:
        raise Refused(f"The embedded servers did not start.\n{(place.run / 'keeper.log').read_text()}")
    return line.decode().strip()
