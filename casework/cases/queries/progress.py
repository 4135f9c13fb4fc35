"""Where a file stands: the states it walked through, those to come, and what an officer can do now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.accounts.models import Officer
from casework.audit.queries import Line
from casework.cases import rules
from casework.cases.models import Case, Decision
from casework.cases.procedures import procedure
from casework.cases.states import State
from casework.common.errors import NotPermitted
from casework.common.flow import Step


@dataclass(frozen=True)
class Stage:
    """One state on the way of a file; `at` is when it was reached, None for one to come."""

    label: str
    at: datetime | None = None
    is_now: bool = False


def stages(case: Case, trail: Sequence[Line]) -> list[Stage]:
    """The states walked, the present one, and those of the straight way still to come; `trail` has the newest first."""
    changes = ((line.before or {}, line.after or {}, line.at) for line in reversed(trail))
    moves = [(before.get("state"), after.get("state"), at) for before, after, at in changes]
    walked = [(state, at) for was, state, at in moves if state and state != was]
    past = [Stage(_label(state), at, is_now=(n == len(walked) - 1)) for n, (state, at) in enumerate(walked)]
    return [*past, *(Stage(_label(state)) for state in _to_come(case, {state for state, at in walked}))]


def _label(state: str) -> str:
    return str(State(state).label)


def _to_come(case: Case, walked: Iterable[str]) -> list[str]:
    if not case.is_open:
        return []
    path = procedure(case.procedure).path
    reached = max((path.index(state) for state in walked if state in path), default=-1)
    return list(path[reached + 1 :])


@dataclass(frozen=True)
class Choice:
    """A step the flow allows now: open to this officer, or shown with the reason why not."""

    step: Step
    why_not: str = ""


def choices(case: Case, by: Officer, *, waiting: Decision | None) -> list[Choice]:
    """Every lawful step from the present state; while a proposal waits there is none but to answer it."""
    if waiting is not None:
        return []
    steps = procedure(case.procedure).flow.open_to(case.state)
    shown = [step for step in steps if step.name != "lodge" and not step.by_clock and not step.by_action]
    return [Choice(step, why_not(case, step, by)) for step in shown]


def why_not(case: Case, step: Step, by: Officer) -> str:
    """Why this officer cannot take or propose the step; empty where it can be done."""
    try:
        rules.check_right(by.has_perm(step.permission))
        rules.check_office(by.office_id == case.office_id, lambda: case.office)
        rules.check_signatory(step, officer=by.pk, registrar=case.registered_by_id, barred=case.barred)
    except NotPermitted as refusal:
        return str(refusal)
    return ""
