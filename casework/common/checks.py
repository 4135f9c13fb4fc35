from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from casework.common.given import Unfit, check_connection


@register(Tags.database)
def database_is_fit(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Before every migration, and at `check --database`: the extensions and the locale that the search needs."""
    return [error for alias in databases or () for error in _errors(alias)]


def _errors(alias: str) -> list[CheckMessage]:
    connections[alias].ensure_connection()
    try:
        check_connection(connections[alias].connection)
    except Unfit as reason:
        return [Error(str(reason), id="common.E001")]
    return []
