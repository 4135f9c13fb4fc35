"""Inspections and what they found. A violation bars new permits from its day on."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.audit import actions as audit
from casework.common.constraints import explained
from casework.common.errors import RuleBroken
from casework.common.periods import months_after
from casework.common.workdays import local_date
from casework.labour.actions.guards import check_may, locked
from casework.labour.models import Employer, Inspection, Violation
from casework.reference import queries as reference


def record_inspection(
    employer: Employer, *, on: date, report: str, summary: str, violation: str = "", by: Officer, at: datetime
) -> Inspection:
    """Write down an inspection; with a violation, new permits are barred for the months of the law from its day.

    Source of the bar: Order No. 559 of 27 June 2016 (12 months from the day the violation is established).
    """
    with explained():
        return _record(employer, on, report, summary, violation, by=by, at=at)


@transaction.atomic
def _record(
    employer: Employer, on: date, report: str, summary: str, violation: str, *, by: Officer, at: datetime
) -> Inspection:
    check_may(Permission.INSPECT, by)
    if on > local_date(at):
        raise RuleBroken(_("An inspection cannot be of a day that has not come yet."))
    employer = locked(employer)
    inspection = Inspection.objects.create(
        employer=employer, on=on, report=report, summary=summary, recorded_by=by, recorded_at=at
    )
    told = {"on": on, "inspection_report": report, "violation": violation}
    audit.record("employer.inspect", subject=employer.bin, by=by, at=at, after=told)
    if violation:
        until = months_after(on, reference.figure("violation.bar_months", on).whole)
        Violation.objects.create(
            inspection=inspection, employer=employer, kind=violation, found_on=on, bars_until=until
        )
        audit.record("employer.bar", subject=employer.bin, by=by, at=at, after={"bars_until": until})
    return inspection
