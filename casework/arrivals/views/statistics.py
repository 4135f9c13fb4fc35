from datetime import date
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.arrivals.forms.crossings import PeriodForm
from casework.arrivals.queries import statistics as queries
from casework.arrivals.queries.days import first_of
from casework.arrivals.queries.labels import label_of
from casework.arrivals.states import Side
from casework.common.periods import months_after
from casework.common.workdays import local_date


@require_safe
@permission_required(Permission.VIEW_REPORTS, raise_exception=True)
def statistics(request: OfficerRequest) -> HttpResponse:
    """Crossings of a period by one side of them, its months with net migration, and its days where it is short."""
    form = PeriodForm(request.GET)
    since, until, side = _asked(form)
    months, counts = queries.by_month(since, until), queries.by_key(side, since, until)
    balance, label = queries.balance(months), label_of(side)
    context = {
        "form": form, "since": since, "last": months_after(until, -1), "side": side,
        "months": [(month, count, balance[month]) for month, count in months.items()],
        "sides": [(label(key), count) for key, count in counts.items()],
        "days": queries.by_day(since, until).items() if until <= months_after(since, 1) else (),
        "together": queries.together(months.values()), "newest": queries.recounted_at(),
    }  # fmt: skip
    return render(request, "arrivals/statistics.html", context)


def _asked(form: PeriodForm) -> tuple[date, date, Side]:
    """The months asked for; the last year of which there are figures, where none are."""
    given: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    told = queries.months_told()
    last = first_of(given["until"]) if given.get("until") else told[1] if told else _this_month()
    since = first_of(given["since"]) if given.get("since") else months_after(last, -11)
    return min(since, last), months_after(max(since, last), 1), Side(given.get("side") or Side.NATIONALITY)


def _this_month() -> date:
    return local_date(timezone.now()).replace(day=1)
