"""An officer's own work by urgency, the week of the office, and the quotas that are running out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import BooleanField, Count, ExpressionWrapper, F, FloatField, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Office, Officer
from casework.accounts.permissions import Permission
from casework.accounts.queries import stood_in_for
from casework.cases.models import Case
from casework.cases.procedures import kind_of
from casework.cases.states import OPEN
from casework.common.workdays import ALMATY, WorkCalendar
from casework.desk import queues
from casework.quotas.models import Allocation
from casework.quotas.states import PlanState

MOST_FILES = 200
MOST_SHOWN = 20  # of each group; the queue has all of them
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
    is_of_another: bool = False  # a head looks after what is late or nearly so, whoever holds it


@dataclass(frozen=True)
class Group:
    """The lines of one urgency, the earliest legal date first."""

    slug: str
    title: str | Promise
    cards: tuple[Card, ...]

    @property
    def first(self) -> tuple[Card, ...]:
        return self.cards[:MOST_SHOWN]

    @property
    def more(self) -> int:
        return max(0, len(self.cards) - MOST_SHOWN)


TITLES = {
    "overdue": _("Overdue"),
    "soon": _("Due within 2 working days"),
    "countersign": _("To countersign"),
    "rest": _("Everything else I hold"),
}


def my_work(officer: Officer, today: date, calendar: WorkCalendar) -> list[Group]:
    """What the officer holds, for oneself or for a colleague who is away, and what waits for the officer's signature.

    Who gives files to officers finds there everything that is overdue or will be soon. In four groups; empty ones too.
    """
    stood_in = Q(holder__in=stood_in_for(officer, today).values("officer"))
    mine = (Q(holder=officer) | stood_in) & Q(state__in=OPEN) | Q(queue=queues.COUNTERSIGN.slug)
    if officer.has_perm(Permission.ASSIGN):
        mine |= queues.is_overdue(today) | queues.is_due_soon(today)
    marked = queues.files(officer, today).annotate(is_stood_in=ExpressionWrapper(stood_in, BooleanField()))
    files = marked.filter(mine).order_by(F("due_on").asc(nulls_last=True), "pk")
    found = files.select_related("applicant", "holder").prefetch_related("applicant__names")[:MOST_FILES]
    last = calendar.add_working_days(today, SOON)
    cards = [(_urgency(case, today, last), card(case, officer, today, last)) for case in found]
    return [Group(slug, title, tuple(c for u, c in cards if u == slug)) for slug, title in TITLES.items()]


def _urgency(case: Case, today: date, last: date) -> str:
    if case.is_overdue(today):
        return "overdue"
    if queues.of(case) == queues.COUNTERSIGN:
        return "countersign"
    return "soon" if is_near(case, today, last) else "rest"


def card(case: Case, officer: Officer, today: date, last: date) -> Card:
    """`case` comes from `queues.files` and carries its queue; `last` is the last day that counts as near."""
    queue = queues.of(case)
    name = kind_of(case)
    running_today = None if case.clock_stopped_on else today
    is_others = queue != queues.COUNTERSIGN and case.holder != officer
    for_whom = case.holder if is_others and case.is_stood_in else None  # type: ignore[attr-defined] # annotated
    return Card(
        case, name, queue.next_step, case.is_overdue(today), is_near(case, today, last), running_today, for_whom,
        is_others and for_whom is None,
    )  # fmt: skip


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
