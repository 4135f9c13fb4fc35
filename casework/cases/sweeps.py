"""Work of files that waits: holds past the applicant's time, dates of a changed calendar, the nightly recount."""

from datetime import date, datetime
from itertools import islice

from django.utils.translation import gettext_lazy as _

from casework.cases.actions import calendars, lapses, recounts
from casework.cases.models import Case, Recount
from casework.cases.queries import dates, stages
from casework.common.sweeps import Sweep, register
from casework.common.workdays import local_date
from casework.quotas.stages import Stages, tell

LAW = ("reference.CalendarDay", "reference.Figure")
"""What the dates of files are computed from."""


def _holds_due(at: datetime, at_most: int) -> list[str]:
    return lapses.holds_due(local_date(at))[:at_most]


def _let_lapse(number: str, at: datetime) -> None:
    lapses.let_lapse(Case.objects.get(number=number), at=at)


def _dates_due(at: datetime, at_most: int) -> list[str]:
    return list(islice(dates.moved_files(), at_most))


def _move_dates(number: str, at: datetime) -> None:
    calendars.move_dates(Case.objects.get(number=number), at=at)


def _recount_due(at: datetime, at_most: int) -> list[str]:
    today = local_date(at)
    return [] if Recount.objects.filter(day=today).exists() else [today.isoformat()]


def _recount(day: str, at: datetime) -> None:
    recounts.recount(date.fromisoformat(day), at=at)


END_HOLDS = Sweep("cases.end_holds", _("End holds past the applicant’s time"), _holds_due, _let_lapse)
MOVE_DATES = Sweep("cases.move_dates", _("Move dates of a changed calendar"), _dates_due, _move_dates, follows=LAW)
RECOUNT = Sweep("cases.recount", _("Compare counters, ledger and files"), _recount_due, _recount)


def register_sweeps() -> None:
    for sweep in (END_HOLDS, MOVE_DATES, RECOUNT):
        register(sweep)
    tell(Stages(stages.marks, stages.held, stages.STAGE_NAMES))
