"""Locks between processes: the kernel gives them back when their holder ends, however it ends."""

import fcntl
import os
from pathlib import Path


class Lock:
    """A lock on a file, held until `close` or the end of the process."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def share(self) -> None:
        """Wait until nobody holds it alone, and hold it together with others."""
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def take(self) -> None:
        """Wait until nobody else holds it, and hold it alone."""
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def try_to_take(self) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        os.close(self._file)


def is_free(path: Path) -> bool:
    """Whether nobody holds the lock of this path; one whose folder is gone is held by nobody."""
    try:
        lock = Lock(path)
    except FileNotFoundError:
        return True
    try:
        return lock.try_to_take()
    finally:
        lock.close()
