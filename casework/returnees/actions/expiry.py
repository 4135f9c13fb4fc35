"""The end of a status by its time: warnings before it, and the word for why it ended."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from casework.audit import actions as audit
from casework.common.workdays import local_date
from casework.reference import queries as reference
from casework.returnees.models import ExpiryWarning, Grant
from casework.returnees.queries import Warned, expiring, warnings_due


def grants_due(today: date) -> list[int]:
    """Grants whose time is over and that nothing has ended; not while a request to extend one is open."""
    return list(expiring(today).order_by("until", "pk").values_list("pk", flat=True))


@transaction.atomic
def expire(grant: int, *, at: datetime) -> None:
    """Say that a grant ended by its time; nothing where it was extended or ended meanwhile."""
    today = local_date(at)
    found = expiring(today).filter(pk=grant).select_for_update(of=("self",)).select_related("case", "person").first()
    if found is None:
        return
    found.end_reason = Grant.EndReason.EXPIRY
    found.save(update_fields=["end_reason"])
    _record("status.expired", found, at=at, until=found.until)


def warnings_to_give(today: date) -> list[Warned]:
    """Grants that end within a warning's days and have not had it, the nearest end first."""
    return warnings_due(today, days_before(ExpiryWarning.Step.values, today))


@transaction.atomic
def warn(warned: Warned, *, at: datetime) -> None:
    """Warn once of the end of a grant; its office finds it among the statuses that end soon."""
    today = local_date(at)
    if not warnings_due(today, days_before([warned.step], today), grant=warned.grant):
        return
    grant = Grant.objects.select_for_update(of=("self",)).select_related("case", "person").get(pk=warned.grant)
    ExpiryWarning.objects.create(grant=grant, step=warned.step, ends_on=grant.until, warned_at=at)
    _record("status.expiry_warned", grant, at=at, until=grant.until, days=(grant.until - today) // timedelta(days=1))


def days_before(steps: Iterable[str], today: date) -> dict[str, int]:
    """Days before the end, for each of these warnings that a figure knows."""
    found = {step: reference.whole(f"office.expiry_{step}", today) for step in steps}
    return {step: days for step, days in found.items() if days is not None}


def _record(kind: str, grant: Grant, *, at: datetime, **after: object) -> None:
    told = {"person": grant.person.number, "certificate": grant.certificate, **after}
    audit.record(kind, subject=grant.case.number, by=None, at=at, after=told)
