"""Reporting days of law, from the dated figures of the reference data."""

from casework.reference.queries import history
from casework.reports.rules import LawDay

KEYS = ("report.winter", "report.summer")


def law_days() -> tuple[LawDay, ...]:
    """Every reporting day on record, each until the next row of its key."""
    return tuple(
        LawDay(row.value // 100, row.value % 100, row.since, row.until) for key in KEYS for row in history(key)
    )
