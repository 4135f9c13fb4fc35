from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casework.accounts.models import Officer, OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.queries import timeline
from casework.cases.models import Case
from casework.cases.procedures import procedure, registered
from casework.cases.queries import checklist, open_proposal, to_countersign
from casework.cases.queries.progress import choices, stages
from casework.cases.views import shown
from casework.cases.views.finding import find
from casework.quotas import queries as ledger


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def case(request: OfficerRequest, number: str) -> HttpResponse:
    """A file: where it stands, who is in it, what is missing, what can be done now."""
    found = find(request, number)
    return render(request, "cases/case.html", {**_facts(found), **_work(found, request.user)})


def _facts(case: Case) -> dict[str, Any]:
    panel = registered()[case.procedure].panel
    pauses = list(case.pauses.all())
    members = case.members.select_related("person").prefetch_related("person__names")
    return {
        "case": case,
        "procedure": procedure(case.procedure),
        "stages": shown.walked(stages(case)),
        "members": members,
        "events": timeline(case.number),
        "decisions": case.decisions.select_related("signed_by", "countersigned_by", "ground").order_by("-pk"),
        "pauses": pauses,
        "is_paused": any(pause.until is None for pause in pauses),
        "holds": ledger.open_holds(case.number),
        "panel": panel and panel[0],
        **(panel[1](case) if panel else {}),
    }


def _work(case: Case, officer: Officer) -> dict[str, Any]:
    """What this officer can do now."""
    works_here = officer.office_id == case.office_id and officer.has_perm(Permission.PROCESS)
    may_process = works_here and case.is_open
    papers = checklist(case)
    return {
        "proposal": open_proposal(case),
        "may_countersign": to_countersign(officer).filter(pk=case.pk).exists(),
        "steps": shown.steps(case, choices(case, officer)),
        "may_process": may_process,
        "papers": shown.papers(case, papers, may_add=may_process),
        "missing": sum(paper.is_missing for paper in papers),
    }
