"""Waiting lists: put on them, offered places, answered for, left. An offer holds places; the rule makes it, no officer.

Whoever serves a list does so alone (an advisory lock of the allocation), and locks files before the ledger as every
step does. The database refuses a second open place on a list for a file, and a second offer for a place on it.
"""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.accounts.models import Officer
from casework.cases.actions import holds
from casework.cases.actions.locking import changed, check_may, check_works_here, lock, lock_alone, locked
from casework.cases.models import Case, Wait
from casework.cases.procedures import procedure, registered
from casework.cases.queries import missing_papers
from casework.cases.queries.lists import keeps_list, wait_of, waiting_list
from casework.cases.states import State, WaitState
from casework.common import terms
from casework.common.constraints import explained, violated
from casework.common.errors import RuleBroken
from casework.common.flow import Effect, Step
from casework.common.sweeps import hint
from casework.common.workdays import WorkCalendar, local_date
from casework.quotas import actions as quotas
from casework.quotas import queries as ledger
from casework.quotas.models import Allocation
from casework.quotas.rules.waiting import Verdict
from casework.quotas.states import OFFERED, PlanState
from casework.reference import queries as reference

OFFER = "office.offer_wait"
SERVE = "cases.offer_places"
ALONE = "SELECT pg_advisory_xact_lock(7101, %s)"
FULL = ("allocation_not_overdrawn", "ceiling_not_overdrawn")
ONCE_MORE = (WaitState.DECLINED, WaitState.EXPIRED)


def put_on_list(case: Case, *, version: int, points: int = 0, by: Officer, at: datetime) -> Wait:
    """Let a file wait for places of the allocation it would draw on; RuleBroken where it need not or cannot.

    Who let an offer pass, or declined it, comes back to the list as of that day.
    """
    with explained():
        return _put(case, version=version, points=points, by=by, at=at)


@transaction.atomic
def _put(case: Case, *, version: int, points: int, by: Officer, at: datetime) -> Wait:
    case = locked(case, version)
    check_may(procedure(case.procedure).works, by)
    check_works_here(case, by)
    day = local_date(at)
    allocation = holds.allocation_of(case, at) if keeps_list(case) else None
    if allocation is None or waiting_list(allocation, day) is None:
        raise RuleBroken(_("No waiting list is kept for files like this one, or not in this state."))
    _check_has_to_wait(case, allocation, at)
    wait = Wait.objects.create(
        case=case, allocation=allocation, ranked_on=_ranked_on(case, day), points=points, listed_by=by, listed_at=at
    )
    changed(case, "list", by=by, at=at, quota=str(allocation), points=points)
    hint(SERVE)
    return wait


def _check_has_to_wait(case: Case, allocation: Allocation, at: datetime) -> None:
    """Papers complete, somebody to wait for, and fewer places free than are needed unless others wait already."""
    if missing_papers(case):
        raise RuleBroken(_("Papers are missing. A file waits for places once its papers are complete."))
    members = case.members.filter(is_counted=True).count()
    if not members:
        raise RuleBroken(_("Nobody in this file takes a place; there is nothing to wait for."))
    free = allocation.free
    fits = free is None or free >= holds.rules.places(allocation.plan.unit, members)
    if fits and not Wait.objects.waiting().filter(allocation=allocation).exists():
        raise RuleBroken(_("Enough places are free, and nobody waits for them: accept the file."))


def _ranked_on(case: Case, day: date) -> date:
    return day if case.waits.filter(state__in=ONCE_MORE).exists() else case.asked_on


@transaction.atomic
def leave_list(case: Case, *, version: int, by: Officer, at: datetime) -> Wait:
    """Take a file off its list at the family's wish; where places are offered, they are declined and free again."""
    case = locked(case, version)
    check_may(procedure(case.procedure).works, by)
    check_works_here(case, by)
    wait = wait_of(case)
    if wait is None:
        raise RuleBroken(_("This file is on no waiting list."))
    was_offered = wait.state == WaitState.OFFERED
    state = WaitState.DECLINED if was_offered else WaitState.LEFT
    _end(wait, state, by=by, at=at)
    case.allocation = None
    changed(case, "decline_places" if was_offered else "leave_list", by=by, at=at, fields=("allocation",))
    holds.release(case, by=by, at=at)
    hint(SERVE)
    return wait


@transaction.atomic
def expire_offer(wait: Wait, *, at: datetime) -> None:
    """End an offer nobody answered for; nothing where somebody has meanwhile."""
    case = lock(wait.case)
    found = wait_of(case)
    if found is None or found.answer_by is None or found.answer_by >= local_date(at):
        return
    _end(found, WaitState.EXPIRED, by=None, at=at)
    case.allocation = None
    changed(case, "expire_places", by=None, at=at, fields=("allocation",), answer_by=found.answer_by)
    holds.release(case, by=None, at=at)
    hint(SERVE)


@transaction.atomic
def serve_list(allocation: Allocation, *, at: datetime) -> int:
    """Offer places to whom the rule gives them now; gives how many files were offered any.

    Those who wait for a year that is over wait for the next one from then on, as soon as its plan is open.
    """
    with connection.cursor() as cursor:
        cursor.execute(ALONE, [allocation.pk])
    day = local_date(at)
    if allocation.plan.year < day.year:
        return _wait_for(day.year, allocation, at=at)
    found = waiting_list(allocation, day) if allocation.plan.state == PlanState.OPEN else None
    verdicts = found.to_offer if found else []
    cases = _lock_all(verdict.waiter.file for verdict in verdicts)
    served = 0
    for verdict in verdicts:
        if not _offer(cases[verdict.waiter.file], allocation, verdict, at=at):
            break  # somebody took the places meanwhile; the next run reads the list anew
        served += 1
    return served


def _lock_all(numbers: Any) -> dict[str, Case]:
    files = Case.objects.select_for_update(of=("self",)).filter(number__in=list(numbers)).order_by("pk")
    return {case.number: case for case in files}


def _offer(case: Case, allocation: Allocation, verdict: Verdict, *, at: datetime) -> bool:
    wait = Wait.objects.waiting().filter(case=case, allocation=allocation).first()
    if wait is None or case.state != State.LODGED:
        return False
    places, over = verdict.waiter.places, verdict.waiter.ceilings
    try:
        with transaction.atomic():
            key = f"{case.number}{OFFERED}{wait.pk}"
            held = quotas.hold(allocation, places=places, file=case.number, key=key, ceilings=over, by=None, at=at)
    except IntegrityError as refusal:
        if violated(refusal) not in FULL:
            raise
        return False
    wait.state, wait.hold, wait.offered_on = WaitState.OFFERED, held, local_date(at)
    wait.answer_by = last_day(wait.offered_on)
    wait.save(update_fields=["state", "hold", "offered_on", "answer_by"])
    case.allocation = allocation
    changed(case, "offer_places", by=None, at=at, fields=("allocation",), places=places, answer_by=wait.answer_by)
    return True


def last_day(offered_on: date) -> date:
    """The last day on which an offer made on a day is kept."""
    return terms.due(offered_on, reference.term(OFFER, offered_on), WorkCalendar(), today=offered_on).on


def _wait_for(year: int, allocation: Allocation, *, at: datetime) -> int:
    """Let everybody on a list of a year gone by wait for the same cell of this year; nobody loses the own rank."""
    plan = allocation.plan
    try:
        into = ledger.allocation_for(plan.programme_id, year, allocation.region, allocation.category)
    except RuleBroken:
        return 0
    waits = Wait.objects.waiting().filter(allocation=allocation).select_related("case")
    for wait in waits.order_by("case"):
        case = lock_alone(wait.case)
        if Wait.objects.waiting().filter(pk=wait.pk).update(allocation=into):
            changed(case, "list", by=None, at=at, quota=str(into))
    return 0


def follow_step(case: Case, step: Step, *, by: Officer | None, at: datetime) -> None:
    """A step that holds places waits for its turn; one by which a file leaves “lodged” ends its place on the list."""
    if not registered()[case.procedure].waits:
        return
    wait = Wait.objects.open().filter(case=case).first()
    if step.effect in (Effect.HOLD, Effect.MOVE) and not (wait and wait.state == WaitState.OFFERED):
        _check_turn(case)
    if wait is not None and case.state != State.LODGED:
        is_taken = wait.state == WaitState.OFFERED and step.effect == Effect.HOLD
        _end(wait, WaitState.ACCEPTED if is_taken else WaitState.LEFT, by=by, at=at)
        hint(SERVE)


def _check_turn(case: Case) -> None:
    others = Wait.objects.waiting().filter(allocation=case.allocation).exclude(case=case).count()
    if others:
        many = ngettext(
            "%(n)d other file waits for these places, so this one waits for its turn: put it on the waiting list.",
            "%(n)d other files wait for these places, so this one waits for its turn: put it on the waiting list.",
            others,
        )
        raise RuleBroken(many % {"n": others})


def _end(wait: Wait, state: WaitState, *, by: Officer | None, at: datetime) -> None:
    wait.state, wait.ended_at, wait.ended_by = state, at, by
    wait.save(update_fields=["state", "ended_at", "ended_by"])
