"""What the clock does to statuses by night: it warns that they end, and says when they have ended."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from casework.cases.models import Case
from casework.common.workdays import ALMATY, local_date
from casework.returnees.actions import expiry
from casework.returnees.models import ExpiryWarning, Grant
from casework.returnees.queries import Warned

NIGHT = time(5)


def watch(case: Case, until: datetime) -> Iterator[datetime]:
    """The nights on which something is due for the grants of a file, each before that day's work."""
    today = local_date(until)
    before = expiry.days_before(ExpiryWarning.Step.values, today)
    last = min(Grant.objects.filter(case=case).values_list("since", flat=True))
    while (day := _next_day(case, last, before)) is not None and day <= today:
        night = min(datetime.combine(day, NIGHT, ALMATY), until)
        yield night
        _look_at(case, day, before, night)
        last = day


def _next_day(case: Case, last: date, before: Mapping[str, int]) -> date | None:
    ends = _running(case).values_list("until", flat=True).distinct()
    days = (end - timedelta(days=ahead) for end in ends for ahead in (0, *before.values()))
    return min((day for day in days if day > last), default=None)


def _look_at(case: Case, day: date, before: Mapping[str, int], night: datetime) -> None:
    for grant in _running(case).order_by("pk"):
        if grant.until <= day:
            expiry.expire(grant.pk, at=night)
        for step, days in before.items():
            if grant.until - timedelta(days=days) == day:
                expiry.warn(Warned(grant.pk, step), at=night)


def _running(case: Case) -> QuerySet[Grant]:
    return Grant.objects.filter(case=case, end_reason="")
