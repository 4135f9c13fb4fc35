from datetime import date

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.accommodation.forms.presence import PeriodForm
from casework.accommodation.queries.nights import figures
from casework.accommodation.views.finding import find_centre
from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.common.periods import months_after
from casework.common.workdays import local_date


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def of_month(request: OfficerRequest, code: str) -> HttpResponse:
    """The figures of a centre for a month, from its counted nights; of this month up to last night."""
    centre, today = find_centre(request, code), local_date(timezone.now())
    form = PeriodForm({"month": request.GET.get("month") or today.strftime("%Y-%m")})
    since = date.fromisoformat(f"{form.cleaned_data['month']}-01") if form.is_valid() else today.replace(day=1)
    until = months_after(since, 1)
    context = {
        "centre": centre, "form": form, "figures": figures(centre, since, until), "since": since,
        "is_running": until > today, "today": today,
    }  # fmt: skip
    return render(request, "accommodation/figures.html", context)
