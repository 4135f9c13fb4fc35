"""Months as they are written."""

from datetime import date


def first_of(month: str) -> date:
    """The first day of a month written as 2009-05."""
    return date(int(month[:4]), int(month[5:7]), 1)
