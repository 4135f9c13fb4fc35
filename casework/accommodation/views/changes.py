from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from casework.accommodation.actions import changes
from casework.accommodation.forms.changes import AnswerForm, ExtensionForm, TransferForm
from casework.accommodation.models import Extension, Transfer
from casework.accommodation.views.finding import find_stay, handle
from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.common.answers import Words
from casework.common.templatetags.frame import day

EXTEND = Words(
    gettext_lazy("Ask for more days"),
    gettext_lazy("A head of the office decides; until then the days stay as they are."),
    gettext_lazy("Ask"),
    gettext_lazy("More days were asked for."),
)
DECIDE = Words(
    gettext_lazy("More days for a family"),
    gettext_lazy("With “yes” the family is entitled to stay until that day."),
    gettext_lazy("Decide"),
    gettext_lazy("The decision stands."),
)
TRANSFER = Words(
    gettext_lazy("Ask another centre"),
    gettext_lazy("Its manager answers. The family keeps its places here until it moves."),
    gettext_lazy("Ask"),
    gettext_lazy("The other centre was asked."),
)
ANSWER = Words(
    gettext_lazy("A family from another centre"),
    gettext_lazy("With “yes” it is on your waiting list, and you give it places."),
    gettext_lazy("Answer"),
    gettext_lazy("The other centre has your answer."),
)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def extension(request: OfficerRequest, number: str) -> HttpResponse:
    """Ask for more days for a family."""
    stay, form = find_stay(request, number), ExtensionForm(request.POST or None)
    return handle(
        request, form, lambda given: changes.ask_extension(stay, **given, by=request.user, at=timezone.now()), EXTEND,
        stay,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.COUNTERSIGN, raise_exception=True)
def extension_decision(request: OfficerRequest, pk: int) -> HttpResponse:
    """Grant or refuse more days."""
    rows = Extension.objects.visible_to(request.user).select_related("stay__centre__office", "asked_by")
    asked, form = get_object_or_404(rows, pk=pk), AnswerForm(request.POST or None)
    facts = [
        (_("Entitled until"), day(asked.stay.entitled_until)), (_("Asked for"), day(asked.until)),
        (_("Reason"), asked.reason), (_("Asked by"), asked.asked_by),
    ]  # fmt: skip
    return handle(
        request, form,
        lambda _given: changes.decide_extension(asked, agree=form.agrees, by=request.user, at=timezone.now()),
        DECIDE, asked.stay, subject=asked.stay, facts=facts,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def transfer(request: OfficerRequest, number: str) -> HttpResponse:
    """Ask another centre to take a family."""
    stay = find_stay(request, number)
    form = TransferForm(request.POST or None, stay=stay)
    return handle(
        request, form, lambda given: changes.ask_transfer(stay, **given, by=request.user, at=timezone.now()), TRANSFER,
        stay,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.MANAGE_CENTRE, raise_exception=True)
def transfer_answer(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take a family over from another centre, or not."""
    rows = Transfer.objects.visible_to(request.user).select_related("stay__centre", "to_centre__office", "asked_by")
    asked, form = get_object_or_404(rows, pk=pk), AnswerForm(request.POST or None)
    facts = [(_("From"), asked.stay.centre), (_("Reason"), asked.reason), (_("Asked by"), asked.asked_by)]
    return handle(
        request, form,
        lambda _given: changes.answer_transfer(asked, agree=form.agrees, by=request.user, at=timezone.now()),
        ANSWER, asked.to_centre, subject=asked.stay.number, facts=facts,
    )  # fmt: skip
