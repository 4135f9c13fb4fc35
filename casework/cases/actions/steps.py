"""Moving a file. `take_step` is the only writer of `Case.state`."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.audit import actions as audit
from casework.cases import queries, rules
from casework.cases.actions import clocks, decisions, holds, lists
from casework.cases.actions.acts import Act
from casework.cases.actions.locking import changed, check_may, check_works_here, locked
from casework.cases.models import Case, Decision
from casework.cases.procedures import registered
from casework.cases.states import OPEN, State
from casework.common.constraints import explained
from casework.common.errors import RuleBroken
from casework.common.flow import Effect, Step
from casework.reference.models import Region

FIELDS = ("state", "closed_at", "closed_by", "clock_stopped_on", "allocation", "settlement_region")
EMPTY = Act()
Lock = Callable[[Case, int], Case]


def take_step(
    case: Case, name: str, *, version: int, act: Act = EMPTY, lock: Lock = locked, by: Officer | None, at: datetime
) -> Case:
    """Take one lawful step: whole, or not at all. `by` is None for a step of the clock, and for no other.

    `lock`: `as_it_is` where this transaction wrote or locked the file already.

    Raises RuleBroken where the flow, the rights, the four eyes, the checklist or the quota forbid it; Conflict where
    the file changed since `version` was read or too few places are free.
    """
    refusals = {name: partial(refusal, case) for name, refusal in registered()[case.procedure].refusals.items()}
    shortage = partial(holds.shortage, case, at, settling_in=_new_region(act))
    ceilings = partial(holds.ceiling_shortage, case, at)
    with explained({**refusals, "allocation_not_overdrawn": shortage, "ceiling_not_overdrawn": ceilings}):
        return _take(lock, case, name, version=version, act=act, by=by, at=at)


def countersign(decision: Decision, *, version: int, by: Officer, at: datetime) -> Case:
    """Sign what another officer proposed, exactly as it was signed, and take the step."""
    return take_step(decision.case, decision.step, version=version, act=Act(decision=decision), by=by, at=at)


@transaction.atomic
def _take(lock: Lock, case: Case, name: str, *, version: int, act: Act, by: Officer | None, at: datetime) -> Case:
    case = lock(case, version)
    step = registered()[case.procedure].procedure.flow.step(name, source=case.state)
    before = case.state
    rules.check_clock(step, by is not None)
    if by is not None and step.countersigned:
        act = replace(act, decision=decisions.put_in_force(case, step, act.decision, by=by, at=at))
    elif by is not None:
        _check_taken_by(case, step, by)
    _enter(case, step, act, by=by, at=at)
    _run_effect(step, case, act, by=by, at=at)
    changed(case, step.name, by=by, at=at, fields=FIELDS, note=act.note, before={"state": before}, state=case.state)
    _tell_refusal(case, before, by=by, at=at)
    if before == State.LODGED or step.effect == Effect.MOVE:
        lists.follow_step(case, step, by=by, at=at)
    holds.LINES[step.effect](case, by=by, at=at)
    return case


def _tell_refusal(case: Case, before: str, *, by: Officer | None, at: datetime) -> None:
    """The trail of a refusal tells what became of the complaint of it."""
    if case.complains_of is not None and before in OPEN and not case.is_open:
        told = {"complaint": case.number, "closed_as": case.state}
        audit.record("case.complaint_closed", subject=case.complains_of.number, by=by, at=at, after=told)


def _check_taken_by(case: Case, step: Step, by: Officer) -> None:
    """Rights, office, clock and papers for a step of one signature; a waiting proposal must be answered first.

    While the clock of an open file runs none waits: it stands still from the proposal until the answer.
    """
    check_may(step.permission, by)
    check_works_here(case, by)
    runs = case.is_open and case.clock_stopped_on is None
    if not runs and queries.open_proposal(case) is not None:
        raise RuleBroken(_("A proposal waits for its countersignature. Have it countersigned or withdrawn first."))
    if case.clock_stopped_on is not None and step.target in OPEN:
        raise RuleBroken(_("The clock stands still. End the pause before you take this step."))
    if step.complete:
        _check_complete(case)


def _check_complete(case: Case) -> None:
    missing = sorted({paper.label for paper in queries.missing_papers(case)})
    if missing:
        papers = "; ".join(missing)
        raise RuleBroken(_("Papers are missing: %(papers)s. Add them, or refuse acceptance.") % {"papers": papers})


def _enter(case: Case, step: Step, act: Act, *, by: Officer | None, at: datetime) -> None:
    """Set the new state and what belongs to it; the caller saves."""
    case.state = step.target
    if step.target in OPEN:
        case.clock_stopped_on = None
    else:
        case.closed_at, case.closed_by = at, by
        if not step.countersigned:
            clocks.stop(case, by=by, at=at)
    if step.effect == Effect.MOVE:
        _settle(case, act)
    if step.effect in (Effect.HOLD, Effect.MOVE) and holds.draws(case):
        case.allocation = holds.allocation_of(case, at)


def _settle(case: Case, act: Act) -> None:
    region = _new_region(act)
    if region is None or region == case.settlement_region:
        raise RuleBroken(_("Name another region than the one where the family was to settle."))
    case.settlement_region = region


def _new_region(act: Act) -> Region | None:
    return act.facts.get("settlement_region")


def _run_effect(step: Step, case: Case, act: Act, *, by: Officer | None, at: datetime) -> None:
    effect = registered()[case.procedure].effects.get(step.name)
    if effect is not None:
        effect(case, act, by=by, at=at)
