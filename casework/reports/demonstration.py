"""Reports of the demonstration: three schedules that have been at work for a while, with every issue they owe."""

from datetime import date, datetime

from casework.accounts.permissions import Permission
from casework.accounts.queries import Officer, who_may
from casework.common.workdays import local_date
from casework.reports import sweeps
from casework.reports.actions import schedule
from casework.reports.catalogue import registered
from casework.reports.rules import Terms
from casework.reports.states import Format, Rule, Year
from casework.reports.utilisation import SLUG

SCHEDULES = (
    (Rule.MONTHLY, "returnee", Year.SAME),
    (Rule.JULY, "", Year.SAME),
    (Rule.FEBRUARY, "", Year.BEFORE),
)
"""Rule, programme (all without one), year of the quota."""
MOST = 1000


def load(*, by: Officer, at: datetime) -> int:
    """Schedule reports as an officer would have since the beginning of last year; gives the number of issues."""
    for rule, programme, year in SCHEDULES:
        schedule(registered()[SLUG], _terms(rule, programme, year, local_date(at)), by=by, at=at)
    subjects = sweeps.ISSUE.due(at, MOST)
    for subject in subjects:
        sweeps.ISSUE.work(subject, at)
    return len(subjects)


def _terms(rule: str, programme: str, year: str, today: date) -> Terms:
    return Terms(
        parameters={"programme": programme, "year": year, "region": ""}, rule=rule,
        formats=(Format.PDF, Format.XLSX), since=date(today.year - 1, 1, 1), until=None,
        recipients=tuple(reader.pk for reader in who_may(Permission.VIEW_REPORTS)),
    )  # fmt: skip
