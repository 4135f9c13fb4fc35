"""Reports computed from what stands in the ledger and the files."""

from dataclasses import replace
from datetime import date, datetime

from casework.audit.queries import settled
from casework.quotas.queries import horizon
from casework.reports.catalogue import Entry, Parameters, registered
from casework.reports.models import Issue
from casework.reports.report import Edition, Report
from casework.reports.rules import resolved


def edition(
    entry: Entry, parameters: Parameters, as_of: date, *, at: datetime, known_at: datetime | None = None
) -> Edition:
    """A report as of the end of a day, as known at a moment or else now; ledger and files are compared at `at`."""
    known_at = known_at or known_now()
    concrete = resolved(parameters, as_of)
    report = entry.compute(concrete, as_of, known_at)
    proofs = tuple(entry.prove(concrete, report, known_at))
    return Edition(report, known_at, replace(entry.reconcile(concrete, at), proofs=proofs))


def known_now() -> datetime:
    """The moment up to which all lines of the ledger and all acts can be seen."""
    return min(horizon(), settled())


def again(issue: Issue, known_at: datetime) -> Report:
    """The report of an issue, computed again for its day from what was known at a moment."""
    return registered()[issue.report].compute(issue.parameters, issue.as_of, known_at)
