"""Turn exactly one refusal of the database into a sentence for the officer."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache

from django.apps import apps
from django.db import IntegrityError
from django.utils.functional import Promise

from casework.common.errors import Conflict, RuleBroken


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


@contextmanager
def explained(special: Mapping[str, Callable[[], RuleBroken]] | None = None) -> Iterator[None]:
    """Turn a refusal by any named constraint into its own sentence; `special` words some of them with figures.

    Wrap an outermost action, outside its transaction. A refusal without a sentence passes through untouched.
    """
    try:
        yield
    except IntegrityError as error:
        name = violated(error)
        if special and name in special:
            raise special[name]() from error
        if name not in _sentences():
            raise
        raise Conflict(str(_sentences()[name])) from error


@cache
def _sentences() -> dict[str, str | Promise]:
    """The sentence of every constraint that has one of its own, by name."""
    return {
        constraint.name: constraint.violation_error_message
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if constraint.violation_error_message
        and constraint.violation_error_message != constraint.default_violation_error_message
    }
