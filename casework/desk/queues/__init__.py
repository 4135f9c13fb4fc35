"""Work queues as stored questions.

A file that waits for somebody is in exactly one queue of its procedure: the first row of `_places` that fits. The
lenses look across all queues. A file that no other row takes is stuck, and that is a queue too.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Self

from django.db import connection
from django.db.models import Case as Choose
from django.db.models import (
    CharField,
    Count,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import RawSQL

from casework.accounts.models import Absence, Officer
from casework.accounts.permissions import Permission
from casework.cases.models import Case, CaseQuerySet, Decision, Pause, Wait, is_past_due
from casework.cases.procedures import registered
from casework.cases.queries import to_countersign
from casework.cases.states import OPEN, DecisionState, WaitState
from casework.desk.queues.table import (
    BY_SLUG,
    BY_STATE,
    COMMISSION,
    COMPLETENESS,
    COUNTERSIGN,
    DECISION,
    FEES,
    HEARING,
    HOLDING,
    OFFERED,
    OVERDUE,
    PAUSED,
    PROPOSED,
    QUEUES,
    RETURNED,
    RUNNING,
    SOON,
    STUCK,
    WAITING,
    Queue,
)

__all__ = [
    "BY_SLUG",
    "BY_STATE",
    "Beside",
    "COMMISSION",
    "COMPLETENESS",
    "COUNTERSIGN",
    "DECISION",
    "FEES",
    "HEARING",
    "HOLDING",
    "LAST_DAY_OF_SOON",
    "OFFERED",
    "OVERDUE",
    "PAUSED",
    "PROPOSED",
    "QUEUES",
    "Queue",
    "RETURNED",
    "RUNNING",
    "SOON",
    "STUCK",
    "WAITING",
    "counts",
    "files",
    "in_queue",
    "is_due_soon",
    "is_overdue",
    "last_day_of_soon",
    "lenses",
    "nothing",
    "of",
]

LAST_DAY_OF_SOON = """(
    SELECT day FROM (
        SELECT ahead::date AS day FROM generate_series(%s::date + 1, %s::date + 30, interval '1 day') AS ahead
    ) AS days LEFT JOIN reference_calendarday USING (day)
    WHERE COALESCE(is_working, EXTRACT(isodow FROM day) < 6) ORDER BY day OFFSET 1 LIMIT 1
)"""
"""The second working day after a day, by the rule of WorkCalendar; asked inside the one query of the counts."""


Beside = Callable[[Officer, date], Mapping[str, QuerySet[Any]]]


def nothing(officer: Officer, today: date) -> Mapping[str, QuerySet[Any]]:
    """No other things."""
    return {}


@dataclass(frozen=True)
class _Asker:
    """All that the query of the counts depends on."""

    pk: int
    office: int
    region: str | None
    permissions: frozenset[str]
    today: date
    officer: Officer = field(compare=False)

    @classmethod
    def of(cls, officer: Officer, today: date) -> Self:
        return cls(officer.pk, officer.office_id, officer.office.region_id, officer.permissions, today, officer)


class Words(Func):
    """Words with the first of them between the others, so that one list of lawful wholes stands for many conditions."""

    function = "concat_ws"
    output_field = CharField()


def files(officer: Officer, today: date) -> CaseQuerySet:
    """Files that wait for somebody, as far as the officer answers for them, each with the slug of its `queue` today.

    An office works on its own files; the national office looks over all of them.
    """
    waiting = Case.objects.visible_to(officer).annotate(
        is_proposed=Exists(_decisions(state=DecisionState.PROPOSED)),
        is_paused=Exists(Pause.objects.filter(case=OuterRef("pk"), until=None)),
        on_list=Subquery(Wait.objects.open().filter(case=OuterRef("pk")).values("state")[:1]),
        turn=Words(Value(" "), "procedure", "state"),
        returned_turn=Words(Value(" "), "procedure", "state", Subquery(_returned_step())),
    )
    if not officer.is_national:
        waiting = waiting.filter(office=officer.office_id)
    kinds = [code for code, entry in registered().items() if officer.has_perm(entry.procedure.works)]
    waiting = waiting.filter(procedure__in=kinds) if kinds else waiting
    return waiting.filter(Q(state__in=OPEN) | Q(is_proposed=True)).annotate(queue=_queue(officer, today))


def in_queue(queue: Queue, officer: Officer, today: date) -> CaseQuerySet:
    """The files of one queue in its order, or those that a lens finds across all queues."""
    question = lenses(today).get(queue.slug, Q(queue=queue.slug))
    return files(officer, today).filter(question).order_by(*queue.order)


def lenses(today: date) -> dict[str, Q]:
    """What each lens asks, by its slug."""
    return {
        OVERDUE.slug: is_overdue(today), HOLDING.slug: is_overdue(today) & Q(allocation__isnull=False),
        SOON.slug: is_due_soon(today), RUNNING.slug: Q(state__in=OPEN),
    }  # fmt: skip


def of(case: Case) -> Queue:
    """The queue of a file that comes from `files`."""
    return BY_SLUG[case.queue]  # type: ignore[attr-defined]


def counts(officer: Officer, *, today: date, beside: Beside = nothing) -> dict[str, int]:
    """How many files wait in each queue, by its slug, and how much of what is asked for `beside`, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(*_question(_Asker.of(officer, today), beside))
        rows = cursor.fetchall()
    by_slug = {queue.slug: 0 for queue in QUEUES} | {slug: files for slug, files, *_ in rows}
    return by_slug | {slug: sum(row[n] for row in rows) for n, slug in enumerate(lenses(today), start=2)}


@lru_cache(maxsize=4096)
def _question(asker: _Asker, beside: Beside) -> tuple[str, tuple[Any, ...]]:
    """The query of the counts. Building it takes longer than answering it, and it is part of every page."""
    officer, today = asker.officer, asker.today
    by_queue = files(officer, today).order_by().values("queue")  # type: ignore[misc] # annotated by `files`
    asked = lenses(today)
    found = by_queue.annotate(files=Count("pk"), **{slug: Count("pk", question) for slug, question in asked.items()})
    others = [_counted(slug, things, asked) for slug, things in beside(officer, today).items()]
    return (found.union(*others, all=True) if others else found).query.sql_with_params()


def _counted(slug: str, things: QuerySet[Any], no_files: Iterable[str]) -> QuerySet[Any]:
    """The number of other things as one more line of the counts."""
    line = things.order_by().annotate(queue=Value(slug, CharField())).values("queue")
    return line.annotate(files=Count("pk"), **{lens: Value(0, IntegerField()) for lens in no_files})


def is_overdue(today: date) -> Q:
    return Q(state__in=OPEN) & is_past_due(today)


def is_due_soon(today: date) -> Q:
    """Due today or by the second working day after it."""
    return Q(state__in=OPEN, clock_stopped_on=None, due_on__gte=today, due_on__lte=last_day_of_soon(today))


def last_day_of_soon(today: date) -> RawSQL:
    return RawSQL(LAST_DAY_OF_SOON, [today, today], output_field=DateField())  # noqa: S611 constant text, two dates


def _queue(officer: Officer, today: date) -> Choose:
    rows = [When(condition, then=Value(queue.slug)) for condition, queue in _places(officer, today)]
    return Choose(*rows, default=Value(STUCK.slug), output_field=CharField())


def _places(officer: Officer, today: date) -> Iterable[tuple[Q, Queue]]:
    """Conditions in order; the first that holds says where a file waits."""
    if officer.has_perm(Permission.COUNTERSIGN):
        yield Q(is_proposed=True, pk__in=to_countersign(officer).values("pk")), COUNTERSIGN
    yield Q(is_proposed=True), PROPOSED
    yield _is_in_nobodys_hands(today) | _lacks_its_clock(), STUCK
    yield Q(is_paused=True), PAUSED
    yield Q(on_list=WaitState.OFFERED), OFFERED
    yield Q(on_list=WaitState.WAITING), WAITING
    yield _is_returned(), RETURNED
    for queue in dict.fromkeys(BY_STATE.values()):
        yield Q(turn__in=[" ".join(turn) for turn, its in BY_STATE.items() if its is queue]), queue


def _is_in_nobodys_hands(today: date) -> Q:
    """No holder, or one whose account was closed, who works elsewhere now, or who is away while nobody stands in."""
    unattended = Absence.objects.on(today).unattended().filter(officer=OuterRef("holder"))
    is_gone = Q(holder__is_active=False) | ~Q(holder__office=F("office"))
    return Q(holder=None) | is_gone | Q(Exists(unattended))


def _lacks_its_clock() -> Q:
    clocked = [code for code, entry in registered().items() if entry.procedure.term is not None]
    return Q(procedure__in=clocked, due_on=None, complains_of=None)


def _is_returned() -> Q:
    """The last proposal is void, and its step is still possible: whoever moved on otherwise has answered it."""
    return Q(
        returned_turn__in=[
            f"{code} {state} {step.name}"
            for code, entry in registered().items()
            for state in OPEN
            for step in entry.procedure.flow.open_to(state)
        ]
    )


def _returned_step() -> QuerySet[Any]:
    """The step of the last proposal where it is void; empty where it is not."""
    step = Choose(When(state=DecisionState.VOID, then=F("step")), default=Value(""))
    return _decisions().order_by("-pk").annotate(returned=step).values("returned")[:1]


def _decisions(**filters: str) -> QuerySet[Decision]:
    return Decision.objects.filter(case=OuterRef("pk"), **filters)
