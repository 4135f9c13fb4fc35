"""Writing the trail."""

from collections.abc import Mapping
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from casework.audit.models import Event
from casework.common.rows import insert

request_id: ContextVar[str] = ContextVar("request_id", default="")


def record(
    kind: str,
    *,
    subject: str,
    by: AbstractBaseUser | None,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    note: str = "",
) -> Event:
    """Add a line to the trail of `subject`, inside the transaction of the change it tells of."""
    return insert(Event(
        kind=kind, subject=subject, by_id=by.pk if by else None, at=at, before=before, after=after, note=note,
        request_id=request_id.get(),
    ))  # fmt: skip
