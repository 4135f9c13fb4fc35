"""Turn exactly one refusal of the database into a sentence for the officer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import IntegrityError

from casework.common.errors import RuleBroken


def violated(error: IntegrityError) -> str:
    """The name of the constraint that refused, or an empty text."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


@contextmanager
def refuses(constraint: str, refusal: Callable[[], RuleBroken]) -> Iterator[None]:
    """Wrap an outermost action, outside its transaction; any other refusal passes through untouched."""
    try:
        yield
    except IntegrityError as error:
        if violated(error) != constraint:
            raise
        raise refusal() from error
