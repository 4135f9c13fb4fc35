"""What is typed after a command, as typed values; anything else is answered with a sentence."""

from argparse import ArgumentTypeError
from datetime import date, datetime
from typing import TypeVar

from django.utils.translation import gettext as _

from casework.common.workdays import ALMATY

FIRST_YEAR, LAST_YEAR = 1900, 2200
Day = TypeVar("Day", bound=date)


def day(typed: str) -> date:
    """A day as 2026-07-01."""
    try:
        return _within(date.fromisoformat(typed))
    except ValueError as fault:
        raise ArgumentTypeError(_("write a day that exists, as 2026-07-01.")) from fault


def moment(typed: str) -> datetime:
    """A moment as 2026-07-01T18:30, in Almaty unless it names its zone; a day alone is its first moment."""
    try:
        read = _within(datetime.fromisoformat(typed))
    except ValueError as fault:
        raise ArgumentTypeError(_("write a moment as 2026-07-01T18:30 or 2026-07-01T18:30+05:00.")) from fault
    return read if read.tzinfo else read.replace(tzinfo=ALMATY)


def _within(read: Day) -> Day:
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise ValueError
    return read
