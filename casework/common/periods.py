"""Half-open periods of days: `until` is the first day that no longer counts; None never ends."""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True)
class Period:
    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise ValueError(f"A period cannot end ({self.until}) before it begins ({self.since}).")

    def __contains__(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    @property
    def days(self) -> int:
        """Number of days; an open period has none to give."""
        if self.until is None:
            raise ValueError("An open period has no length.")
        return (self.until - self.since).days


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last day of the month where that day does not exist."""
    return day + relativedelta(months=months)
