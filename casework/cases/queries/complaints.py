"""What can be complained of, until when, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.accounts.models import Officer
from casework.cases.models import Case, Decision
from casework.cases.states import CLOSED, NOT_DECIDED, REFUSALS, DecisionState, Outcome
from casework.common.periods import months_after
from casework.common.workdays import local_date
from casework.reference import queries as reference

TERM = "appeal.months"


@dataclass(frozen=True)
class Refusal:
    """A refusal in force: its day, and the last day to complain of it, None where no term is on record."""

    decision: Decision
    on: date
    last_day: date | None


def refusal_of(decisions: Iterable[Decision]) -> Refusal:
    """The refusal that closed a file; `decisions` are those of the file, the newest first."""
    decision = next(one for one in decisions if one.state == DecisionState.IN_FORCE)
    if decision.countersigned_at is None:
        raise ValueError("A decision is in force once it is countersigned.")
    on = local_date(decision.countersigned_at)
    months = reference.whole(TERM, on)
    return Refusal(decision, on, None if months is None else months_after(on, months))


@dataclass(frozen=True)
class Complaints:
    """What the page of a file says of complaints.

    `lodged`: those of this file, the newest first. `refusal`: what can be complained of now, None where nothing can.
    `barred`: who may not decide this file, which is a complaint itself. `is_partial`: some were refused, not all.
    """

    lodged: list[Case]
    refusal: Refusal | None
    barred: list[Officer]
    is_partial: bool = False


def complaints(case: Case, decisions: Iterable[Decision], *, has_any: bool) -> Complaints:
    """`decisions` are those of the file, the newest first; `has_any`: whether a complaint of it was ever lodged.

    Asks nothing of a file that is neither a refusal nor a complaint.
    """
    lodged, refusal = [], None
    if case.state in REFUSALS:
        lodged = list(case.complaints.order_by("-pk")) if has_any else []
        refusal = None if any(one.state not in NOT_DECIDED for one in lodged) else refusal_of(decisions)
    barred = list(Officer.objects.filter(pk__in=case.barred).order_by("pk")) if case.complains_of_id else []
    return Complaints(lodged, refusal, barred, _is_partial(case))


def _is_partial(case: Case) -> bool:
    some_refused = any(member.outcome == Outcome.REFUSED for member in case.members.all())
    return case.state in CLOSED and case.state not in REFUSALS and some_refused
