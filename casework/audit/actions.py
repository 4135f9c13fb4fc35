"""Writing the trail."""

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from casework.audit.models import Event
from casework.common.rows import in_parts, insert, insert_all

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
    return insert(to_record(kind, subject=subject, by=by, at=at, before=before, after=after, note=note))


def to_record(
    kind: str,
    *,
    subject: str,
    by: AbstractBaseUser | None,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    note: str = "",
) -> Event:
    """As `record`, not written yet: the caller writes it together with its own rows (`rows.insert_together`)."""
    return Event(
        kind=kind, subject=subject, by_id=by.pk if by else None, at=at, before=before, after=after, note=note,
        request_id=request_id.get(),
    )  # fmt: skip


AT_ONCE = 1000


def record_all(
    kind: str, told: Iterable[tuple[str, Mapping[str, Any]]], *, by: AbstractBaseUser | None, at: datetime
) -> None:
    """As `record`, for many subjects at once: each with what is told of it afterwards."""
    request, officer = request_id.get(), by.pk if by else None
    for some in in_parts(told, AT_ONCE):
        insert_all(
            Event(kind=kind, subject=subject, by_id=officer, at=at, after=after, request_id=request)
            for subject, after in some
        )
