"""Work of files that waits: holds past the applicant's time, dates of a changed calendar, the nightly recount."""

from datetime import date, datetime
from itertools import islice

from django.utils.translation import gettext_lazy as _

from casework.cases.actions import calendars, lapses, lists, recounts
from casework.cases.models import Case, Recount, Wait
from casework.cases.queries import dates, stages
from casework.cases.queries.lists import demands, lists_to_serve, offers_over, queue
from casework.common.sweeps import Sweep, register
from casework.common.workdays import local_date
from casework.quotas.models import Allocation
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


def _offers_over(at: datetime, at_most: int) -> list[str]:
    return [str(wait.pk) for wait in offers_over(local_date(at))[:at_most]]


def _expire(wait: str, at: datetime) -> None:
    lists.expire_offer(Wait.objects.select_related("case").get(pk=int(wait)), at=at)


def _lists_due(at: datetime, at_most: int) -> list[str]:
    return [str(cell.pk) for cell in lists_to_serve(local_date(at))[:at_most]]


def _serve(allocation: str, at: datetime) -> None:
    found = Allocation.objects.select_related("plan__programme", "region").get(pk=int(allocation))
    lists.serve_list(found, at=at)


END_HOLDS = Sweep("cases.end_holds", _("End holds past the applicant’s time"), _holds_due, _let_lapse)
MOVE_DATES = Sweep("cases.move_dates", _("Move dates of a changed calendar"), _dates_due, _move_dates, follows=LAW)
EXPIRE_OFFERS = Sweep("cases.expire_offers", _("End offers nobody answered for"), _offers_over, _expire)
OFFER_PLACES = Sweep(lists.SERVE, _("Offer free places to who waits for them"), _lists_due, _serve)
RECOUNT = Sweep("cases.recount", _("Compare counters, ledger and files"), _recount_due, _recount)


def register_sweeps() -> None:
    for sweep in (END_HOLDS, MOVE_DATES, RECOUNT, EXPIRE_OFFERS, OFFER_PLACES):
        register(sweep)
    tell(Stages(stages.marks, stages.held, stages.STAGE_NAMES, stages.yields, queue, demands))
