from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.cases.actions import decisions, holds
from casework.cases.actions.acts import Act
from casework.cases.actions.steps import countersign, take_step
from casework.cases.forms.base import StepForm
from casework.cases.forms.decisions import CountersignForm, ProposalForm, ReturnForm
from casework.cases.models import Case, Decision
from casework.cases.procedures import procedure, registered
from casework.cases.queries import gaps, missing_papers, open_proposal
from casework.cases.queries.impact import impact
from casework.cases.views import shown
from casework.cases.views.finding import find
from casework.common.answers import answer
from casework.common.errors import Conflict, RuleBroken
from casework.common.flow import Effect, Step
from casework.quotas.models import Allocation


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def step(request: OfficerRequest, number: str, name: str) -> HttpResponse:
    """Take a step of one signature."""
    case = find(request, number)
    taken = _step(case, name, countersigned=False)
    form = registered()[case.procedure].forms.get(name, StepForm)(request.POST or None, case=case)
    if form.is_valid():
        act = Act(facts=form.facts, note=form.cleaned_data.get("note", ""))
        with form.refusals():
            take_step(case, name, version=form.cleaned_data["version"], act=act, by=request.user, at=timezone.now())
            messages.success(request, _("Done: %(step)s.") % {"step": taken.label})
            return redirect(case)
        form.show_as_it_is_now()
    context = {**_context(case, taken), "missing": missing_papers(case) if taken.complete else []}
    return answer(request, "cases/step.html", "cases/_step.html", form, context)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def proposal(request: OfficerRequest, number: str, name: str) -> HttpResponse:
    """Sign a decision and lay it before a second officer."""
    case = find(request, number)
    proposed = _step(case, name, countersigned=True)
    form = ProposalForm(request.POST or None, case=case, step=proposed)
    if form.is_valid():
        with form.refusals():
            version = form.cleaned_data["version"]
            decisions.propose(case, name, version=version, ruling=form.ruling, by=request.user, at=timezone.now())
            messages.success(request, _("Signed. The decision waits for its countersignature."))
            return redirect(case)
        form.show_as_it_is_now()
    context = {**_context(case, proposed), "gaps": gaps(case)}
    return answer(request, "cases/proposal.html", "cases/_proposal.html", form, context)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.COUNTERSIGN, raise_exception=True)
def countersignature(request: OfficerRequest, number: str) -> HttpResponse:
    """Countersign what another officer proposed."""
    case = find(request, number)
    decision = _waiting(case)
    form = CountersignForm(request.POST or None, case=case)
    if form.is_valid():
        with form.refusals():
            version = form.cleaned_data["version"]
            countersign(decision, version=version, by=request.user, at=timezone.now())
            messages.success(request, _("Countersigned. The decision is in force."))
            return redirect(case)
        form.show_as_it_is_now()
    context = {**_decided(case, decision), "gaps": gaps(case)}
    return answer(request, "cases/countersignature.html", "cases/_countersignature.html", form, context)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def returned_proposal(request: OfficerRequest, number: str) -> HttpResponse:
    """Give a proposal back to its signatory, or take one's own back."""
    case = find(request, number)
    decision = _waiting(case)
    form = ReturnForm(request.POST or None, case=case)
    if form.is_valid():
        with form.refusals():
            cleaned = form.cleaned_data
            decisions.return_proposal(
                decision, version=cleaned["version"], because=cleaned["because"], by=request.user, at=timezone.now()
            )
            messages.success(request, _("The proposal was given back. The clock runs on."))
            return redirect(case)
        form.show_as_it_is_now()
    return answer(request, "cases/returned.html", "cases/_returned.html", form, _decided(case, decision))


def _step(case: Case, name: str, *, countersigned: bool) -> Step:
    """The step of this name and kind, whether it is possible now or not: the action says why it is not."""
    found = procedure(case.procedure).flow.steps.get(name)
    if found is None or found.countersigned != countersigned or found.by_clock or found.by_action or name == "lodge":
        raise Http404
    return found


def _waiting(case: Case) -> Decision:
    found = open_proposal(case)
    if found is None:
        raise Conflict(_("No proposal waits in this file; it was answered already."))
    return found


def _context(case: Case, step: Step) -> dict[str, Any]:
    return {"case": case, "step": step, "impact": shown.figures(impact(case, step, _drawn(case, step)))}


def _decided(case: Case, decision: Decision) -> dict[str, Any]:
    step = procedure(case.procedure).flow.steps[decision.step]
    outcomes = decision.ruling.outcomes
    rows = case.members.select_related("person").prefetch_related("person__names")
    return {
        "case": case,
        "step": step,
        "decision": decision,
        "impact": shown.figures(impact(case, step, _drawn(case, step), outcomes)),
        "ruled": [(member, outcomes.get(member.pk, "")) for member in rows],
        "consequences": shown.consequences(step, len(rows)),
    }


def _drawn(case: Case, step: Step) -> Allocation | None:
    """Where the step takes places: the file's allocation, or the one it would draw on."""
    if step.effect != Effect.HOLD:
        return case.allocation
    try:
        return holds.allocation_of(case, timezone.now())
    except RuleBroken:
        return None
