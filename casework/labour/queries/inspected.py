"""Inspections of an employer with what each finding touches."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import Coalesce

from casework.labour.models import Employer, Inspection, Permit, Violation

SHOWN = 5


@dataclass(frozen=True)
class Inspected:
    """An inspection; `permits`: numbers of those in force on the day of its finding, and how many `more` there were."""

    inspection: Inspection
    violation: Violation | None
    permits: list[str]
    more: int


def inspected(employer: Employer) -> list[Inspected]:
    """All inspections of an employer, the newest first. A finding bars new permits and leaves those in force alone."""
    day = OuterRef("violation__found_on")
    until = Coalesce("ended_on", "until")
    touched = Permit.objects.alias(over=until).filter(employer=OuterRef("employer"), since__lte=day, over__gt=day)
    numbers = ArraySubquery(touched.order_by("-since", "-pk").values("number"))
    found = employer.inspections.select_related("violation").annotate(touched=numbers)
    return [_inspected(one, one.touched) for one in found]


def _inspected(inspection: Inspection, touched: list[str]) -> Inspected:
    violation = getattr(inspection, "violation", None)
    return Inspected(inspection, violation, touched[:SHOWN], max(len(touched) - SHOWN, 0))
