from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.common.answers import answer
from casework.desk.forms.pairs import PairForm, SettleForm
from casework.desk.queries import pairs as found
from casework.desk.queries.intake import cards
from casework.people import actions
from casework.people.actions import record_cards_shown
from casework.people.models import LikelyPair
from casework.returnees.actions import doubles
from casework.returnees.models import DoubleInclusion


@require_safe
@permission_required(Permission.REGISTER, raise_exception=True)
def pairs(request: OfficerRequest) -> HttpResponse:
    """Records that may be one person: the list, and the first pair side by side."""
    return _shown(request, found.waiting_pairs(request.user).first(), None)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def pair(request: OfficerRequest, pk: int) -> HttpResponse:
    """One pair: the same person, two persons, or later; then the next one."""
    seen = LikelyPair.objects.visible_to(request.user).select_related("record", "other_record")
    chosen = get_object_or_404(seen, pk=pk)
    form = PairForm(request.POST or None, initial={"reason": found.why(chosen)})
    if form.is_valid():
        with form.refusals():
            actions.answer_pair(chosen, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Answered. The next pair:"))
            return redirect("desk:pairs")
    return _shown(request, chosen, form)


@require_POST
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def pair_undoing(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take an answer back; the pair waits again."""
    chosen = get_object_or_404(LikelyPair.objects.visible_to(request.user), pk=pk)
    actions.take_back(chosen, by=request.user, at=timezone.now())
    messages.success(request, _("The answer was taken back."))
    return redirect("desk:pair", chosen.pk)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def double(request: OfficerRequest, pk: int) -> HttpResponse:
    """A person included twice under two records: say how it was settled."""
    seen = DoubleInclusion.objects.visible_to(request.user).open()
    task = get_object_or_404(seen.select_related("link__record", "link__other_record", "programme"), pk=pk)
    form = SettleForm(request.POST or None)
    if form.is_valid():
        with form.refusals():
            doubles.settle(task, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Settled."))
            return redirect("desk:pairs")
    context = {"task": task, "facing": _facing(request, task.link)}
    return answer(request, "desk/double.html", "desk/_double.html", form, context)


def _shown(request: OfficerRequest, chosen: LikelyPair | None, form: PairForm | None) -> HttpResponse:
    form = form or PairForm(initial={"reason": found.why(chosen) if chosen else ""})
    context: dict[str, Any] = {
        "pairs": found.waiting_pairs(request.user)[: found.MOST_LISTED],
        "chosen": chosen,
        "facing": _facing(request, chosen) if chosen else None,
        "why": found.why(chosen) if chosen else "",
        "answered": found.answered_by(request.user),
        "links": found.links_to_confirm(request.user),
        "doubles": DoubleInclusion.objects.visible_to(request.user).open().select_related("link", "programme"),
    }
    return answer(request, "desk/pairs.html", "desk/_pairs.html", form, context)


def _facing(request: OfficerRequest, two: Any) -> found.Facing:
    """Two records side by side; each card of somebody out of sight leaves its line in the trail."""
    facing = found.facing(two.record, two.other_record, request.user)
    record_cards_shown(cards([side.face for side in facing.sides]), by=request.user, at=timezone.now())
    return facing
