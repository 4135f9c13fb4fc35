"""The law of local content, as pure functions over dated figures. No database and no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casework.common.periods import months_after

HUNDRED = 100


@dataclass(frozen=True)
class Staff:
    """Staff of a pair of categories: persons."""

    citizens: int = 0
    foreigners: int = 0

    @property
    def total(self) -> int:
        return self.citizens + self.foreigners

    def with_foreigners(self, more: int) -> "Staff":
        return Staff(self.citizens, self.foreigners + more)

    def share(self) -> float | None:
        """Citizens of a hundred; None where there is no staff."""
        return self.citizens * HUNDRED / self.total if self.total else None

    def keeps(self, least: int) -> bool:
        """Whether at least so many of a hundred are citizens. Staff of nobody keeps any share.

        >>> Staff(700, 300).keeps(70), Staff(699, 301).keeps(70)
        (True, False)
        """
        return self.citizens * HUNDRED >= least * self.total


@dataclass(frozen=True)
class Term:
    """From a day on, up to the first day that no longer counts; None: no end is known."""

    since: date
    until: date | None = None


def room(staff: Staff, least: int) -> int:
    """How many more foreigners the share allows; negative where it is below already.

    >>> room(Staff(70, 29), 70), room(Staff(70, 30), 70), room(Staff(70, 31), 70)
    (1, 0, -1)
    """
    return staff.citizens * HUNDRED // least - staff.total


def is_exempt(staff: int, at_most: int | None) -> bool:
    """Whether an employer is small enough to be freed from local content; None: no such exemption is in force."""
    return at_most is not None and staff <= at_most


def first_day_to_ask(posted_on: date, days: int) -> date:
    """The first day on which a permit can be asked for: so many calendar days after the vacancy was posted."""
    return posted_on + timedelta(days=days)


def falls_short(has: str, asks: str, order: Sequence[str], *, has_years: int, asks_years: int) -> bool:
    """Whether education or experience lies below the post; `order` lists education from the least to the most."""
    return order.index(has) < order.index(asks) or has_years < asks_years


def is_barred(on: date, *, since: date, until: date) -> bool:
    """Whether a violation bars new permits on a day; `until` no longer counts."""
    return since <= on < until


def days_to_renew(until: date, *, earliest: int, latest: int) -> tuple[date, date]:
    """The first and the last day to ask for a renewal: so many calendar days before the last day of the permit.

    >>> days_to_renew(date(2027, 3, 2), earliest=60, latest=30)
    (datetime.date(2026, 12, 31), datetime.date(2027, 1, 30))
    """
    last_day = until - timedelta(days=1)
    return last_day - timedelta(days=earliest), last_day - timedelta(days=latest)


def fits(since: date, until: date, months: int) -> bool:
    """Whether a period of whole months is no longer than so many of them.

    >>> fits(date(2026, 1, 31), date(2027, 1, 31), 12), fits(date(2026, 1, 31), date(2027, 2, 28), 12)
    (True, False)
    """
    return until <= months_after(since, months)


def last_day_to_bid(year: int, months_before: int) -> date:
    """The last day on which employers bid for a year: the first day of a month, so many months before it.

    >>> last_day_to_bid(2027, 3)
    datetime.date(2026, 10, 1)
    """
    return months_after(date(year, 1, 1), -months_before)


def days_of_year(periods: Sequence[tuple[date, date]], year: int) -> int:
    """How many days of these half-open periods lie in a calendar year.

    >>> days_of_year([(date(2026, 12, 30), date(2027, 1, 3))], 2026)
    2
    """
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    return sum(max((min(until, after) - max(since, first)).days, 0) for since, until in periods)


def transfers_fit(transfers: int, local: int, share: int) -> bool:
    """Whether so many transferred foreigners are at most that share, in percent, of the local staff.

    >>> transfers_fit(5, 10, 50), transfers_fit(6, 10, 50)
    (True, False)
    """
    return transfers * HUNDRED <= share * local
