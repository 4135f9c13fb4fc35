"""One line for each stage of a start, with the time it took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


def say(line: str = "") -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@contextmanager
def stage(title: str) -> Iterator[None]:
    begun = time.monotonic()
    yield
    say(f"  {title:<32}{time.monotonic() - begun:5.1f} s")
