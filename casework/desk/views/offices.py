from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.cases.actions import offices, requests
from casework.cases.models import FileRequest, HandOver
from casework.cases.queries import files_asked_for, persons_in_sight
from casework.cases.states import Reply
from casework.common.answers import answer
from casework.desk.forms.office import AskForm, OfferForm, ReplyForm
from casework.desk.queries import offices as waiting
from casework.desk.queries.intake import cards
from casework.people.actions import record_cards_shown
from casework.people.models import Person
from casework.people.queries.faces import faces


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def between(request: OfficerRequest) -> HttpResponse:
    """What other offices wait for, and what this one waits for."""
    context = {"between": waiting.between(request.user), "is_head": request.user.has_perm(Permission.ASSIGN)}
    return render(request, "desk/between.html", context)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.ASSIGN, raise_exception=True)
def hand_over(request: OfficerRequest, pk: int) -> HttpResponse:
    """Accept or decline a file that another office offers, or take one's own offer back."""
    offers = HandOver.objects.visible_to(request.user).select_related(
        "case__applicant", "from_office", "to_office", "proposed_by", "answered_by"
    )
    found = get_object_or_404(offers.prefetch_related("case__applicant__names"), pk=pk)
    is_ours = found.from_office_id == request.user.office_id
    form = OfferForm(request.POST or None, is_ours=is_ours)
    if form.is_valid():
        with form.refusals():
            return _answered(request, found, form)
    context = {"offer": found, "is_ours": is_ours}
    return answer(request, "desk/hand_over.html", "desk/_hand_over.html", form, context)


def _answered(request: OfficerRequest, offer: HandOver, form: OfferForm) -> HttpResponse:
    """An accepted file is shown at once: somebody must hold it."""
    if form.cleaned_data["answer"] == OfferForm.Answer.ACCEPT:
        case = offices.accept_hand_over(offer, by=request.user, at=timezone.now())
        messages.success(request, _("The file is yours now. Nobody holds it yet: give it to an officer."))
        return redirect("cases:assignment", case.number)
    offices.decline_hand_over(offer, because=form.cleaned_data["because"], by=request.user, at=timezone.now())
    messages.success(request, _("The file stays at %(office)s.") % {"office": offer.from_office})
    return redirect("desk:between")


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def request_for_file(request: OfficerRequest, number: str) -> HttpResponse:
    """Ask the office that works on it for the file of somebody out of sight; only the card is shown."""
    person = get_object_or_404(Person, number=number)
    [face] = faces([person.pk], officer=request.user, in_sight=persons_in_sight(request.user))
    if face.is_in_sight and request.method == "POST":
        messages.info(request, _("You see this record already; there was nothing to ask for."))
        return redirect("desk:person", number)
    form = AskForm(request.POST or None)
    if form.is_valid():
        with form.refusals():
            asked = requests.ask_for_file(person, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Asked. The head of %(office)s answers.") % {"office": asked.asked_office})
            return redirect("desk:between")
    record_cards_shown(cards([face]), by=request.user, at=timezone.now())
    return answer(request, "desk/ask.html", "desk/_ask.html", form, {"face": face})


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.ASSIGN, raise_exception=True)
def file_request(request: OfficerRequest, pk: int) -> HttpResponse:
    """Answer an office that asks for a file: show it, offer it, or decline."""
    found = get_object_or_404(waiting.with_person(FileRequest.objects.visible_to(request.user)), pk=pk)
    form = ReplyForm(request.POST or None, files=files_asked_for(found))
    if form.is_valid():
        with form.refusals():
            REPLIES[form.cleaned_data["reply"]](found, form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Answered. %(office)s reads it.") % {"office": found.asking_office})
            return redirect("desk:between")
    is_ours = found.asked_office_id == request.user.office_id
    context = {"asked": found, "is_ours": is_ours}
    return answer(request, "desk/file_request.html", "desk/_file_request.html", form, context)


def _show(found: FileRequest, given: dict[str, Any], **signed: Any) -> None:
    requests.show_file(found, case=given["case"], days=given["days"], **signed)


def _offer(found: FileRequest, given: dict[str, Any], **signed: Any) -> None:
    requests.offer_file(found, case=given["case"], **signed)


def _decline(found: FileRequest, given: dict[str, Any], **signed: Any) -> None:
    requests.decline_request(found, because=given["because"], **signed)


REPLIES: Mapping[str, Callable[..., None]] = {Reply.SHOWN: _show, Reply.OFFERED: _offer, Reply.DECLINED: _decline}
