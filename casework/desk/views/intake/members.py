from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.cases.queries import persons_in_sight
from casework.common.answers import answer
from casework.common.workdays import local_date
from casework.desk import actions
from casework.desk.forms.member import MemberForm
from casework.desk.forms.reading import NEWCOMER, Reading, member_form
from casework.desk.forms.steps import NEW, MatchForm
from casework.desk.forms.zone import ZoneForm
from casework.desk.models import IntakeDraft
from casework.desk.queries.intake import with_inclusion
from casework.desk.queries.matching import comparisons
from casework.desk.views.intake.finding import find, frame, kept, show_cards, to_step, version_of
from casework.people.queries import Match, likely_matches


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def new_member(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Type another member of the family."""
    return typed_member(request, find(request, key), None, "family")


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def member(request: OfficerRequest, key: UUID, place: str) -> HttpResponse:
    """Change what was typed of a member."""
    draft = find(request, key)
    if draft.member(place) is None:
        raise Http404
    return typed_member(request, draft, place, "family")


def typed_member(request: OfficerRequest, draft: IntakeDraft, place: str | None, step: str) -> HttpResponse:
    """The form of a member; the way back keeps a half-filled one, the way on asks who it is on record."""
    today = local_date(timezone.now())
    form = member_form(draft, place, today=today, data=request.POST or None)
    is_back = "back" in request.POST
    if (form.is_valid() or is_back) and form.is_bound:
        with kept(form):
            draft = _save(request, draft, place, form)
            place = place or draft.members[-1]["key"]
            return redirect(_back(draft, step) if is_back else _on(request, draft, place, form))
    context = frame(draft, step) | {"place": place, "slot": place or NEWCOMER, "zone": ZoneForm(today=today)}
    return answer(request, "desk/intake/member.html", "desk/intake/_form.html", form, context)


def _save(request: OfficerRequest, draft: IntakeDraft, place: str | None, form: MemberForm) -> IntakeDraft:
    written: dict[str, Any] = {"version": version_of(form), "by": request.user, "at": timezone.now()}
    if place:
        return actions.change_member(draft, place, form.typed, **written)
    return actions.add_member(draft, form.typed, **written)


def _back(draft: IntakeDraft, step: str) -> str:
    return reverse("desk:intake") if step == "applicant" else reverse("desk:intake_step", args=[draft.pk, "family"])


def _on(request: OfficerRequest, draft: IntakeDraft, place: str, form: MemberForm) -> str:
    """To the likely matches; where there are none the member is new, and the family goes on."""
    if _matches(request, draft, place, form):
        return reverse("desk:intake_matches", args=[draft.pk, place])
    actions.identify(draft, place, "", version=draft.version, by=request.user, at=timezone.now())
    return reverse("desk:intake_step", args=[draft.pk, "family"])


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def matches(request: OfficerRequest, key: UUID, place: str) -> HttpResponse:
    """Who a member may be on record, side by side with what was typed."""
    draft = find(request, key)
    typed = Reading(draft, today=local_date(timezone.now())).members.get(place)
    if typed is None or not typed.is_valid():
        return redirect("desk:intake_member", draft.pk, place)
    found = _matches(request, draft, place, typed)
    records = {match.face.number: str(match.face.name) for match in found}
    form = MatchForm(request.POST or None, draft=draft, records=records)
    if form.is_valid():
        with kept(form):
            who = "" if form.cleaned_data["who"] == NEW else form.cleaned_data["who"]
            actions.identify(draft, place, who, version=version_of(form), by=request.user, at=timezone.now())
            return to_step(draft, "family")
    context = frame(draft, "family") | {"place": place, "comparisons": comparisons(typed.member, found)}
    show_cards(request, [match.face for match in found])
    return answer(request, "desk/intake/matches.html", "desk/intake/_matches.html", form, context)


def _matches(request: OfficerRequest, draft: IntakeDraft, place: str, form: MemberForm) -> list[Match]:
    """Persons on record who may be this member and are not another member of the draft already."""
    facts = form.member
    found = likely_matches(
        facts.person, facts.names, facts.documents, officer=request.user, in_sight=persons_in_sight(request.user)
    )
    taken = {member["record"] for member in draft.members if member["key"] != place}
    free = [match for match in found if match.face.number not in taken]
    shown = with_inclusion([match.face for match in free])
    return [replace(match, face=face) for match, face in zip(free, shown, strict=True)]
