from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.accounts.models import Officer, OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.queries import Line, timeline
from casework.cases.models import Case, Decision
from casework.cases.procedures import procedure, registered
from casework.cases.queries import checklist, may_countersign
from casework.cases.queries.complaints import complaints
from casework.cases.queries.lists import Standing, standing
from casework.cases.queries.progress import Choice, choices, stages
from casework.cases.queries.waiting import kept_until
from casework.cases.states import DecisionState
from casework.cases.views import shown
from casework.cases.views.finding import find_whole
from casework.common.flow import Effect
from casework.common.workdays import local_date
from casework.quotas import queries as ledger


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def case(request: OfficerRequest, number: str) -> HttpResponse:
    """A file: where it stands, who is in it, what is missing, what can be done now."""
    found = find_whole(request, number)
    trail = timeline(found.number)
    decisions = _decisions(found, trail)
    waiting = standing(found, local_date(timezone.now()))
    shown_of_it = {**_facts(found), **_history(found, trail), **_work(found, decisions, request.user, waiting)}
    shown_of_it |= _complaints(found, decisions, trail, request.user)
    return render(request, "cases/case.html", {**shown_of_it, "decisions": decisions})


def _decisions(case: Case, trail: list[Line]) -> list[Decision]:
    """The newest first. The trail tells whether there are any: nobody asks for what never was."""
    if not any(line.kind.startswith("case.propose") for line in trail):
        return []
    signed = Decision.objects.select_related("signed_by", "countersigned_by", "ground").order_by("-pk")
    prefetch_related_objects([case], Prefetch("decisions", signed))
    return list(case.decisions.all())


def _facts(case: Case) -> dict[str, Any]:
    panel = registered()[case.procedure].panel
    return {
        "case": case,
        "procedure": procedure(case.procedure),
        "members": case.members.all(),
        "holds": ledger.open_holds(case.number) if case.is_open and case.allocation_id else (),
        "panel": panel and panel[0],
        **(panel[1](case) if panel else {}),
    }


def _history(case: Case, trail: list[Line]) -> dict[str, Any]:
    """What happened; the trail tells whether the clock ever stood still."""
    pauses = list(case.pauses.all()) if any(line.kind == "case.pause" for line in trail) else []
    running = next((pause for pause in pauses if pause.until is None), None)
    return {
        "stages": shown.walked(stages(case, trail)),
        "events": trail,
        "pauses": pauses,
        "is_paused": running is not None,
        "kept_until": kept_until(running) if running and case.allocation else None,
    }


def _complaints(case: Case, decisions: list[Decision], trail: list[Line], officer: Officer) -> dict[str, Any]:
    """The trail tells whether this file was ever complained of."""
    has_any = any(line.kind == "case.complain" for line in trail)
    found = complaints(case, decisions, has_any=has_any)
    lodges = officer.has_perm(procedure(case.procedure).lodges)
    may = found.refusal is not None and officer.office_id == case.office_id and lodges
    return {"complaints": found, "may_complain": may}


def _work(case: Case, decisions: list[Decision], officer: Officer, on_list: Standing | None) -> dict[str, Any]:
    """What this officer can do now."""
    works_here = officer.office_id == case.office_id and case.is_open
    may_process = works_here and officer.has_perm(procedure(case.procedure).works)
    waiting = next((one for one in decisions if one.state == DecisionState.PROPOSED), None)
    papers = checklist(case)
    found = [_in_turn(choice, on_list) for choice in choices(case, officer, waiting=waiting)]
    return {
        "waiting": on_list,
        "proposal": waiting,
        "may_countersign": waiting is not None and may_countersign(officer, waiting),
        "steps": shown.steps(case, found),
        "may_process": may_process,
        "may_assign": works_here and officer.has_perm(Permission.ASSIGN),
        "papers": shown.papers(case, papers, may_add=may_process),
        "missing": sum(paper.is_missing for paper in papers),
    }


def _in_turn(choice: Choice, on_list: Standing | None) -> Choice:
    """A step that holds places is not open to a file that has to wait for its turn."""
    if on_list is None or not on_list.has_to_wait or choice.step.effect != Effect.HOLD:
        return choice
    return replace(choice, why_not=choice.why_not or on_list.words)
