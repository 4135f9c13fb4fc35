"""Work of crossings that waits: months of their table made ahead, tallies held against the crossings every night."""

from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from casework.arrivals.actions import deliveries
from casework.arrivals.actions.linking import LINK as LINK_NAME
from casework.arrivals.actions.linking import look_at
from casework.arrivals.actions.months import ahead_of, make_months
from casework.arrivals.actions.pairing import pair_day
from casework.arrivals.actions.tallying import recount_month
from casework.arrivals.queries.batches import files_to_bring_in, files_to_forget
from casework.arrivals.queries.links import blocks_due
from casework.arrivals.queries.months import months_kept, months_to_recount
from casework.arrivals.queries.sojourns import days_to_pair
from casework.common.sweeps import Sweep, register
from casework.common.workdays import local_date

SETTLED = 10.0  # seconds since the last write to a file in the watched folder
LONGEST_NAME = 80


def _months_due(at: datetime, at_most: int) -> list[str]:
    missing = set(ahead_of(local_date(at))) - months_kept()
    return [month.isoformat() for month in sorted(missing)[:at_most]]


def _make(subject: str, at: datetime) -> None:
    make_months([date.fromisoformat(subject)])


MAKE_MONTHS = Sweep("arrivals.make_months", _("Make room for the crossings of coming months"), _months_due, _make)


def _recounts_due(at: datetime, at_most: int) -> list[str]:
    return [month.isoformat() for month in months_to_recount(local_date(at))[:at_most]]


def _recount(subject: str, at: datetime) -> None:
    recount_month(date.fromisoformat(subject), at=at)


RECOUNT = Sweep("arrivals.recount", _("Count crossings and hold their tallies against them"), _recounts_due, _recount)


def _files_due(at: datetime, at_most: int) -> list[str]:
    return [str(pk) for pk in files_to_bring_in(at_most)]


def _bring_in(subject: str, at: datetime) -> None:
    deliveries.bring_in_next(int(subject), at=at)


def _folder_due(at: datetime, at_most: int) -> list[str]:
    """Files that nobody writes to any more, by their names."""
    folder = settings.CROSSINGS_FOLDER
    if not folder or not Path(folder).is_dir():
        return []
    files = sorted(path for path in Path(folder).iterdir() if path.is_file() and len(path.name) <= LONGEST_NAME)
    return [path.name for path in files if at.timestamp() - path.stat().st_mtime > SETTLED][:at_most]


def _take(subject: str, at: datetime) -> None:
    deliveries.take_from_folder(Path(settings.CROSSINGS_FOLDER) / subject, at=at)


def _days_due(at: datetime, at_most: int) -> list[str]:
    return [day.isoformat() for day in days_to_pair(at_most)]


def _pair(subject: str, at: datetime) -> None:
    pair_day(date.fromisoformat(subject), at=at)


def _blocks_due(at: datetime, at_most: int) -> list[str]:
    return [str(block) for block in blocks_due(at_most)]


def _look_at(subject: str, at: datetime) -> None:
    look_at(int(subject), at=at)


def _forgotten_due(at: datetime, at_most: int) -> list[str]:
    before = at - timedelta(days=settings.CROSSINGS_KEPT_DAYS)
    return [str(pk) for pk in files_to_forget(before, at_most)]


def _forget(subject: str, at: datetime) -> None:
    deliveries.forget(int(subject), at=at)


def _taken_due(at: datetime, at_most: int) -> list[str]:
    """Days so long ago that the files taken on them are kept no longer."""
    if not settings.CROSSINGS_FOLDER:
        return []
    before = f"{at - timedelta(days=settings.CROSSINGS_KEPT_DAYS):{deliveries.DAY}}"
    days = deliveries.days_of_taken(Path(settings.CROSSINGS_FOLDER))
    return sorted(day for day in days if day < before)[:at_most]


def _forget_taken(subject: str, at: datetime) -> None:
    deliveries.forget_taken(subject, Path(settings.CROSSINGS_FOLDER), at=at)


FORGET_TAKEN = Sweep(
    "arrivals.forget_taken", _("Remove files taken out of the watched folder whose time is over"), _taken_due,
    _forget_taken,
)  # fmt: skip
FORGET = Sweep("arrivals.forget", _("Remove files of crossings whose time is over"), _forgotten_due, _forget)
PAIR = Sweep("arrivals.pair", _("Make sojourns from crossings"), _days_due, _pair)
LINK = Sweep(
    LINK_NAME, _("Find the crossings of persons on record"), _blocks_due, _look_at,
    follows=("people.IdentityDocument", "people.SamePerson"),
)  # fmt: skip
IMPORT = Sweep(deliveries.IMPORT, _("Bring in files of crossings"), _files_due, _bring_in)
WATCH = Sweep("arrivals.watch", _("Take files out of the watched folder"), _folder_due, _take)


def register_sweeps() -> None:
    for sweep in (MAKE_MONTHS, IMPORT, WATCH, PAIR, LINK, RECOUNT, FORGET, FORGET_TAKEN):
        register(sweep)
