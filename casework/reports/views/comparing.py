from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from casework.accounts.permissions import Permission
from casework.accounts.queries import OfficerRequest
from casework.audit.submissions import once
from casework.common.answers import answer
from casework.common.forms import OfficeForm
from casework.quotas.queries import horizon
from casework.reports import actions
from casework.reports.catalogue import registered
from casework.reports.forms.comparing import ComparingForm
from casework.reports.models import Issue
from casework.reports.queries.repeating import changes, repetition

FORM = ("reports/anew.html", "reports/_anew.html")


@require_safe
@permission_required(Permission.VIEW_REPORTS, raise_exception=True)
def comparison(request: OfficerRequest, pk: int) -> HttpResponse:
    """An issue beside another one of the same report, line by line."""
    found = get_object_or_404(Issue, pk=pk)
    other = found.replaces_id or _before(found)
    form = ComparingForm(request.GET or {"then": other, "now": found.pk}, report=found.report)
    context: dict[str, object] = {"issue": found, "entry": registered()[found.report], "form": form}
    if form.is_valid():
        then, now = (Issue.objects.get(pk=form.cleaned_data[name]) for name in ("then", "now"))
        context |= {"then": then, "now": now, "differences": changes(then, now.content)}
    return render(request, "reports/comparison.html", context)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.SCHEDULE_REPORTS, raise_exception=True)
def anew(request: OfficerRequest, pk: int) -> HttpResponse:
    """Issue a report anew for the same day, with all that was recorded since; the new issue says what changed."""
    old = get_object_or_404(Issue, pk=pk)
    entry, form = registered()[old.report], OfficeForm(request.POST or None)
    if form.is_valid():
        with form.refusals():
            made = actions.issue(entry, old.parameters, old.as_of, by=request.user, at=timezone.now(), anew=old)
            messages.success(request, _("Issued anew. Both issues stay; the new one says what changed."))
            return redirect(made)
    found = repetition(old, horizon()).differences
    context = {"issue": old, "entry": entry, "differences": found, "consequences": [_changed(len(found))]}
    return answer(request, *FORM, form, context)


def _changed(count: int) -> tuple[int, str]:
    return count, ngettext("figure is another now.", "figures are others now.", count)


def _before(found: Issue) -> int | None:
    """The issue of the same report before this one."""
    earlier = Issue.objects.filter(report=found.report, pk__lt=found.pk).order_by("-pk")
    return earlier.values_list("pk", flat=True).first()
