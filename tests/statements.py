"""Which statements are sent to the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def statements() -> Iterator[list[str]]:
    """Those that this thread sends meanwhile, without those that only open or close a transaction or a savepoint."""
    sent: list[str] = []

    def note(execute: Callable[..., Any], statement: str, values: Any, many: bool, context: Any) -> Any:
        if not statement.startswith(("SAVEPOINT", "RELEASE")):
            sent.append(statement)
        return execute(statement, values, many, context)

    with connection.execute_wrapper(note):
        yield sent
