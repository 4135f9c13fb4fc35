"""Terms of the law: a number of working or calendar days, and the date they lead to, with its reasons. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.common.periods import Period
from casework.common.workdays import DAY, SATURDAY, WorkCalendar


class Unit(StrEnum):
    WORKING_DAYS = "working days"
    CALENDAR_DAYS = "calendar days"


@dataclass(frozen=True)
class Term:
    """A deadline as the law gives it: so many days, of one kind, by one act."""

    days: int
    unit: Unit
    act: str
    is_approximate: bool = False
    remark: str = ""


@dataclass(frozen=True)
class Move:
    """A pause that counts, the date it leads to, and the working day the date goes on to."""

    pause: Period
    landed_on: date
    on: date


@dataclass(frozen=True)
class Due:
    """A date and why it is that date, ready to be stored and shown.

    `unpaused_on`: the date without pauses. `exceptions`: days of the working week off, and days of the weekend
    worked, that the count met, by name.
    """

    on: date
    received_on: date
    term: Term
    unpaused_on: date
    moves: tuple[Move, ...] = ()
    exceptions: Mapping[date, str] = field(default_factory=dict)

    @property
    def paused_days(self) -> int:
        return sum(move.pause.days for move in self.moves)

    def explanation(self) -> dict[str, Any]:
        """The facts behind the date as plain JSON values; `explain` puts them in words."""
        return {
            "on": str(self.on),
            "received_on": str(self.received_on),
            "term": asdict(self.term),
            "unpaused_on": str(self.unpaused_on),
            "days_off": [str(day) for day in self.exceptions if day.weekday() < SATURDAY],
            "days_worked": [str(day) for day in self.exceptions if day.weekday() >= SATURDAY],
            "names": {str(day): name for day, name in self.exceptions.items()},
            "paused_days": self.paused_days,
            "pauses": [_plain(move) for move in self.moves],
        }

    def sentences(self) -> list[str]:
        return explain(self.explanation())


def _plain(move: Move) -> dict[str, Any]:
    return {
        "since": str(move.pause.since),
        "until": str(move.pause.until),
        "days": move.pause.days,
        "landed_on": str(move.landed_on),
        "on": str(move.on),
    }


def due(received_on: date, term: Term, calendar: WorkCalendar, pauses: Sequence[Period] = (), *, today: date) -> Due:
    """The day by which the office must decide.

    Working days are counted from the day after receipt; so are calendar days, which know no days off. Each pause, in
    order, moves the date by the days paused, those of a weekend too: from the day it began, up to and not including
    the day it ended; an open pause, up to and not including `today`. Where the term is in working days and the moved
    date is a day off, the date goes on to the next working day. Pauses that overlap or touch are one pause. Days before
    receipt move nothing, and a pause that began after the date had passed does not heal the delay.
    """
    first = _unpaused(received_on, term, calendar)
    moves = tuple(_moves(first, term, calendar, _joined(pauses, received_on, today)))
    last = moves[-1] if moves else Move(Period(first, first), first, first)
    met = [*_met(received_on + DAY, first, term, calendar), *_met(last.landed_on, last.on, term, calendar)]
    return Due(last.on, received_on, term, first, moves, {day: calendar.names.get(day, "") for day in sorted(met)})


def _unpaused(received_on: date, term: Term, calendar: WorkCalendar) -> date:
    if term.unit == Unit.CALENDAR_DAYS:
        return received_on + timedelta(days=term.days)
    return calendar.add_working_days(received_on, term.days)


def _joined(pauses: Sequence[Period], received_on: date, today: date) -> list[Period]:
    """Pauses since receipt, in order; those that overlap or touch become one, an open one ends today."""
    joined: list[Period] = []
    for since, until in sorted((max(pause.since, received_on), pause.until or today) for pause in pauses):
        if joined and joined[-1].until is not None and since <= joined[-1].until:
            since, until = joined[-1].since, max(joined.pop().until or until, until)
        if since < until:
            joined.append(Period(since, until))
    return joined


def _moves(due_on: date, term: Term, calendar: WorkCalendar, pauses: Sequence[Period]) -> Iterator[Move]:
    for pause in pauses:
        if pause.since <= due_on:
            landed_on = due_on + timedelta(days=pause.days)
            due_on = landed_on if term.unit == Unit.CALENDAR_DAYS else calendar.add_working_days(landed_on - DAY, 1)
            yield Move(pause, landed_on, due_on)


def _met(first: date, last: date, term: Term, calendar: WorkCalendar) -> list[date]:
    return [] if term.unit == Unit.CALENDAR_DAYS else calendar.exceptions_between(first, last)


def explain(stored: Mapping[str, Any]) -> list[str]:
    """The stored explanation of a date as sentences in the reader's language, from receipt to the date."""
    term = stored["term"]
    paused = [line for pause in stored["pauses"] for line in _of_pause(pause)]
    without = (
        [_("Without pauses it would be due on %(day)s.") % {"day": _full(stored["unpaused_on"])}] if paused else []
    )
    return [
        _("Received on %(day)s; the days are counted from the day after.") % {"day": _full(stored["received_on"])},
        *_of_term(term),
        *(_named(stored, day, _("%(day)s is not a working day")) for day in stored["days_off"]),
        *(_named(stored, day, _("%(day)s is a working day")) for day in stored["days_worked"]),
        *without,
        *paused,
        _("So it is due on %(day)s.") % {"day": _full(stored["on"])},
    ]


def _of_term(term: Mapping[str, Any]) -> list[str]:
    lines = [_("The deadline is %(days)s: %(act)s.") % {"days": _days(term), "act": term["act"]}]
    if term["unit"] == Unit.WORKING_DAYS:
        lines.append(_("Saturdays, Sundays and holidays are not counted."))
    if term["is_approximate"]:
        remark = term.get("remark", "")
        lines.append(_("Approximate: %(remark)s.") % {"remark": remark} if remark else _("Approximate by its source."))
    return lines


def _days(term: Mapping[str, Any]) -> str:
    days = term["days"]
    if term["unit"] == Unit.WORKING_DAYS:
        return ngettext("%(n)d working day", "%(n)d working days", days) % {"n": days}
    return ngettext("%(n)d calendar day", "%(n)d calendar days", days) % {"n": days}


def _named(stored: Mapping[str, Any], day: str, sentence: str) -> str:
    """A sentence about a day, with the day's name where it has one."""
    name = stored["names"].get(day)
    return f"{sentence % {'day': _full(day)}} ({name})." if name else f"{sentence % {'day': _full(day)}}."


def _of_pause(pause: Mapping[str, Any]) -> list[str]:
    facts = {"n": pause["days"], "since": _full(pause["since"]), "day": _full(pause["landed_on"])}
    moved = ngettext(
        "The clock stood still for %(n)d day from %(since)s: the date moves by %(n)d day to %(day)s.",
        "The clock stood still for %(n)d days from %(since)s: the date moves by %(n)d days to %(day)s.",
        pause["days"],
    )
    if pause["landed_on"] == pause["on"]:
        return [moved % facts]
    onward = _("That is a day off, so the date goes on to %(day)s.") % {"day": _full(pause["on"])}
    return [moved % facts, onward]


def _full(day: str) -> str:
    """A day with its weekday, as in “Mon 16 Feb 2026”."""
    return date_format(date.fromisoformat(day), "D j M Y")
