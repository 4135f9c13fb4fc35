"""The servers a command speaks to: those it was given, else our own for as long as it runs."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from casework.common.given import Unfit, check_database, check_may_create_databases
from config.embedded.place import Place, Refused
from config.embedded.postgres import accepts
from config.embedded.users import servers

WITHOUT_SERVERS = {"check", "collectstatic", "compilemessages", "diffsettings", "help", "makemessages", "version"}


@contextmanager
def servers_for(words: Sequence[str]) -> Iterator[None]:
    """Make DATABASE_URL and REDIS_URL lead to servers that answer; REDIS_URL is `none` where there is none.

    Raises SystemExit with one sentence when a server that was given is not fit for the work.
    """
    command = words[0] if words else "help"
    if command in WITHOUT_SERVERS or {"-h", "--help", "--version"} & set(words):
        yield
    elif url := os.environ.get("DATABASE_URL"):
        _check_given(url, command)
        os.environ.setdefault("REDIS_URL", "none")
        yield
    else:
        with _embedded(Place(f"test-{os.getpid()}" if command == "test" else "")):
            yield


def _check_given(url: str, command: str) -> None:
    try:
        check_database(url)
        if command == "test":
            check_may_create_databases(url)
    except Unfit as reason:
        raise Refused(str(reason)) from reason


@contextmanager
def _embedded(place: Place) -> Iterator[None]:
    with servers(place) as no_redis:
        if no_redis:
            sys.stderr.write(f"No Redis: {no_redis}\n")
        os.environ["DATABASE_URL"] = place.database_url
        os.environ.setdefault("REDIS_URL", place.redis_url if accepts(place.run / "redis.sock") else "none")
        yield
