from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.arrivals.actions import linking
from casework.arrivals.forms.links import LinkForm, PartingForm
from casework.arrivals.models import TravellerLink
from casework.arrivals.queries import links as queries
from casework.arrivals.states import LinkAnswer
from casework.arrivals.tables import TravellerLinkTable
from casework.audit.submissions import once
from casework.common.answers import answer
from casework.common.lists import listed

MAY = (Permission.REGISTER, Permission.VIEW_CROSSINGS)


@require_safe
@permission_required(MAY, raise_exception=True)
def links(request: OfficerRequest) -> HttpResponse:
    """Travellers who may be persons on record, the likeliest first."""
    rows = queries.waiting_links(request.user)
    return render(request, "arrivals/links.html", listed(request, TravellerLinkTable(rows), rows))


@require_http_methods(["GET", "POST"])
@once
@permission_required(MAY, raise_exception=True)
def link(request: OfficerRequest, pk: int) -> HttpResponse:
    """A traveller beside a person on record: the same, or somebody else; then the next one."""
    found, form = _find(request, pk), LinkForm(request.POST or None)
    if form.is_valid():
        with form.refusals():
            linking.answer_link(
                found, LinkAnswer(form.cleaned_data["answer"]), by=request.user, at=timezone.now()
            )  # fmt: skip
            messages.success(request, _("Answered."))
            return redirect("arrivals:links")
    return answer(request, "arrivals/link.html", "arrivals/_link.html", form, _context(found))


@require_http_methods(["GET", "POST"])
@once
@permission_required(MAY, raise_exception=True)
def parting(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take the crossings of a document away from a person to whom they were given wrongly."""
    found, form = _find(request, pk), PartingForm(request.POST or None)
    if form.is_valid():
        with form.refusals():
            linking.part(found, by=request.user, at=timezone.now())
            messages.success(request, _("The crossings are no longer this person’s."))
            return redirect("desk:person", found.person.number)
    context = _context(found) | {"is_parting": True}
    return answer(request, "arrivals/link.html", "arrivals/_link.html", form, context)


def _find(request: OfficerRequest, pk: int) -> TravellerLink:
    rows = TravellerLink.objects.visible_to(request.user).select_related("person__office", "answered_by")
    return get_object_or_404(rows.prefetch_related("person__names", "person__identity_documents__kind"), pk=pk)


def _context(found: TravellerLink) -> dict[str, object]:
    return {"link": found, "lines": queries.side_by_side(found), "why": queries.why(found)}
