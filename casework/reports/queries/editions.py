"""Reports computed from what stands in the ledger and the files."""

from datetime import date, datetime

from casework.quotas.queries import horizon
from casework.reports.catalogue import Entry, Parameters, registered
from casework.reports.models import Issue
from casework.reports.report import Edition, Report
from casework.reports.rules import resolved


def edition(
    entry: Entry, parameters: Parameters, as_of: date, *, at: datetime, known_at: datetime | None = None
) -> Edition:
    """A report as of the end of a day, as known at a moment or else now; ledger and files are compared at `at`."""
    known_at = known_at or horizon()
    concrete = resolved(parameters, as_of)
    return Edition(entry.compute(concrete, as_of, known_at), known_at, entry.reconcile(concrete, at))


def again(issue: Issue, known_at: datetime) -> Report:
    """The report of an issue, computed again for its day from what was known at a moment."""
    return registered()[issue.report].compute(issue.parameters, issue.as_of, known_at)
