"""An officer's own work by urgency, the week of the office, and the quotas that are running out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, ExpressionWrapper, F, FloatField, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Office, Officer
from casework.accounts.queries import stood_in_for
from casework.cases.models import Case
from casework.cases.procedures import kind_of
from casework.cases.states import OPEN
from casework.common.workdays import ALMATY, WorkCalendar
from casework.desk import queues
from casework.quotas.models import Allocation
from casework.quotas.states import PlanState

MOST_FILES = 200
TIGHTEST = 5
SOON = 2  # working days


@dataclass(frozen=True)
class Card:
    """A file as a line of work."""

    case: Case
    procedure: str | Promise
    next_step: str | Promise
    is_overdue: bool
    is_near: bool
    running_today: date | None  # None where the clock stands still: no day is nearer than another
    stands_in_for: Officer | None = None


@dataclass(frozen=True)
class Group:
    """The lines of one urgency, the earliest legal date first."""

    slug: str
    title: str | Promise
    cards: tuple[Card, ...]


TITLES = {
    "overdue": _("Overdue"),
    "soon": _("Due within 2 working days"),
    "countersign": _("To countersign"),
    "rest": _("Everything else I hold"),
}


def my_work(officer: Officer, today: date, calendar: WorkCalendar) -> list[Group]:
    """What the officer holds, for oneself or for a colleague who is away, and what waits for the officer's signature.

    In four groups; empty ones too.
    """
    held = Q(holder=officer) | Q(holder__in=stood_in_for(officer, today).values("officer"))
    mine = held & Q(state__in=OPEN) | Q(queue=queues.COUNTERSIGN.slug)
    files = queues.files(officer, today).filter(mine).order_by(F("due_on").asc(nulls_last=True), "pk")
    found = files.select_related("applicant", "holder").prefetch_related("applicant__names")[:MOST_FILES]
    last = calendar.add_working_days(today, SOON)
    cards = [(_urgency(case, today, last), card(case, officer, today, last)) for case in found]
    return [Group(slug, title, tuple(c for u, c in cards if u == slug)) for slug, title in TITLES.items()]


def _urgency(case: Case, today: date, last: date) -> str:
    if queues.of(case) == queues.COUNTERSIGN:
        return "countersign"
    if case.is_overdue(today):
        return "overdue"
    return "soon" if is_near(case, today, last) else "rest"


def card(case: Case, officer: Officer, today: date, last: date) -> Card:
    """`case` comes from `queues.files` and carries its queue; `last` is the last day that counts as near."""
    queue = queues.of(case)
    name = kind_of(case)
    running_today = None if case.clock_stopped_on else today
    for_whom = None if queue == queues.COUNTERSIGN or case.holder == officer else case.holder
    return Card(
        case, name, queue.next_step, case.is_overdue(today), is_near(case, today, last), running_today, for_whom
    )


def is_near(case: Case, today: date, last: date) -> bool:
    return case.is_open and case.clock_stopped_on is None and case.due_on is not None and today <= case.due_on <= last


@dataclass(frozen=True)
class Week:
    """Files of an office since Monday, and those that run."""

    since: date
    received: int
    decided: int
    running: int


def week_of(office: Office, today: date) -> Week:
    monday = today - timedelta(days=today.weekday())
    begun = datetime.combine(monday, time(), ALMATY)
    counts = Case.objects.filter(office=office).aggregate(
        received=Count("pk", Q(registered_at__gte=begun)),
        decided=Count("pk", Q(closed_at__gte=begun)),
        running=Count("pk", Q(state__in=OPEN)),
    )
    return Week(monday, **counts)


def tightest(officer: Officer, year: int) -> Iterable[Allocation]:
    """Cells of this year's open plans with the smallest share of free places; of an officer's region, if any."""
    cells = Allocation.objects.filter(plan__year=year, plan__state=PlanState.OPEN, limit__gt=0, region__isnull=False)
    if not officer.is_national:
        cells = cells.filter(region=officer.office.region_id)
    share = ExpressionWrapper((F("limit") - F("held") - F("used")) * 1.0 / F("limit"), output_field=FloatField())
    return cells.annotate(share=share).select_related("plan__programme", "region").order_by("share", "pk")[:TIGHTEST]
