"""What files rest on; holidays of Kazakhstan and the Government's swaps as days. Pure: no database and no clock.

Sources: Law of 13 December 2001 on holidays, art. 3-5 (a holiday on a day off is made up for on the next working day);
Labour Code, art. 84 and 85 (not so 7 January and the first day of Kurban Ait; the Government may swap days off). The
dates come from the library `holidays`; from the moment they are loaded, the rows of the calendar alone count.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import holidays

YEARS = range(2009, 2036)
LIBRARY = "Law of 13 December 2001 on holidays; Labour Code, art. 84 and 85; dates by the library “holidays”"

ESTIMATED = " (estimated)"
MOVED = " (observed)"
SWAPPED = "Day off (substituted"

NAMES = {
    "New Year's Day": "New Year",
    "International Women's Day": "Women's Day",
    "Nowruz Holiday": "Nauryz",
    "Kazakhstan's People Solidarity Holiday": "Unity Day",
    "Defender of the Fatherland Day": "Defender Day",
    "Eid al-Adha": "Kurban Ait, first day",
}
"""The library's names where the office says it otherwise."""


RESTED_ON = frozenset({"value", "unit"})
"""What a file takes from a figure of its day."""


def has_begun(since: date, today: date) -> bool:
    """Whether files may rest on a figure already."""
    return since <= today


def rewrites(
    before: Mapping[str, Any], after: Mapping[str, Any], today: date, *, rested_on: frozenset[str] = RESTED_ON
) -> bool:
    """Whether a change of a figure in force would change what a file of a day past took from it."""
    ends = [until for values in (before, after) if (until := values.get("until")) is not None]
    return bool(rested_on & set(after)) or any(until <= today for until in ends)


@dataclass(frozen=True)
class Day:
    """A day that differs from the week's rhythm."""

    day: date
    name: str
    source: str
    is_working: bool = False
    is_estimate: bool = False


def calendar(swaps: Iterable[Mapping[str, str]]) -> list[Day]:
    """Every day off and every working day off of the years on record, in order; a swap stands before a holiday."""
    days = {day.day: day for day in (*public_holidays(), *swapped(swaps))}
    return [days[day] for day in sorted(days)]


def public_holidays() -> list[Day]:
    """Holidays and the days they are moved to, without the Government's swaps."""
    found = holidays.country_holidays("KZ", years=YEARS, language="en_US")
    return [_holiday(day, name) for day, name in found.items() if SWAPPED not in name]


def _holiday(day: date, label: str) -> Day:
    """Only the moon is estimated; the library says so in the label."""
    return Day(day, "; ".join(map(_name, label.split("; "))), LIBRARY, is_estimate=ESTIMATED in label)


def _name(label: str) -> str:
    name = label.replace(ESTIMATED, "").removesuffix(MOVED)
    moved = ", moved from a day off" if label.endswith(MOVED) else ""
    return NAMES.get(name, name) + moved


def swapped(swaps: Iterable[Mapping[str, str]]) -> list[Day]:
    """Both days of each swap: the day off given, and the day worked for it."""
    return [day for swap in swaps for day in _swap(swap)]


def _swap(swap: Mapping[str, str]) -> tuple[Day, Day]:
    off, worked = date.fromisoformat(swap["day_off"]), date.fromisoformat(swap["working_day"])
    return (
        Day(off, f"Day off, worked on {worked:%d.%m.%Y}", swap["source"]),
        Day(worked, f"Working day for {off:%d.%m.%Y}", swap["source"], is_working=True),
    )
