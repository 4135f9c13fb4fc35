"""Times in the country as the page of a person shows them, to officers who may see crossings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.arrivals.models import Sojourn


@dataclass(frozen=True)
class Passage:
    """One crossing of a person: what is said of it, when, and what belongs to it."""

    sentence: str
    sojourn: Sojourn
    is_arrival: bool

    @property
    def note(self) -> str:
        return ", ".join(filter(None, (str(self.sojourn.purpose), self._last_day(), self.sojourn.document_number)))

    def _last_day(self) -> str:
        last = self.sojourn.last_day if self.is_arrival else None
        return _("may stay until %(day)s") % {"day": date_format(last, "j M Y")} if last else ""


def passages(sojourns: Iterable[Sojourn]) -> Iterable[Passage]:
    for one in sojourns:
        if one.arrived_on:
            yield Passage(_("Came in through %(place)s") % {"place": one.came_through}, one, is_arrival=True)
        if one.left_on:
            yield Passage(_("Went out through %(place)s") % {"place": one.left_through}, one, is_arrival=False)


@dataclass(frozen=True)
class Time:
    """A time in the country as a line. `href`: empty where the page of it is another office's."""

    sojourn: Sojourn
    href: str
    is_overstayed: bool


def times(sojourns: Iterable[Sojourn], officer: Officer, today: date) -> list[Time]:
    return [
        Time(one, one.get_absolute_url() if one.is_seen_by(officer) else "", _is_overstayed(one, today))
        for one in sojourns
    ]


def _is_overstayed(sojourn: Sojourn, today: date) -> bool:
    return sojourn.is_overstayed_on(today) and not sojourn.cleared
