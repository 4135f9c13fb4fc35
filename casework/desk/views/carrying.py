from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.cases.actions.carrying import carry_over
from casework.cases.queries.carrying import carriages
from casework.common.answers import answer
from casework.common.workdays import local_date
from casework.desk.forms.carrying import CarryingForm
from casework.quotas.models import Plan


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.SIGN_ORDER, raise_exception=True)
def carrying(request: OfficerRequest, programme: str, year: int) -> HttpResponse:
    """Files that hold places in a year that ends, by date of receipt: what each could hold in the next one."""
    plan = get_object_or_404(Plan.objects.select_related("programme"), programme=programme, year=year)
    now = timezone.now()
    form = CarryingForm(request.POST or None)
    if form.is_valid():
        with form.refusals():
            done = carry_over(plan, by=request.user, at=now)
            words = ngettext("%(n)d file was carried over.", "%(n)d files were carried over.", len(done.carried))
            messages.success(request, words % {"n": len(done.carried)})
            return redirect("quotas:closing", programme, year)
    found = carriages(plan)
    fitting = [one for one in found if not one.why_not]
    context = {
        "plan": plan, "next_year": year + 1, "carriages": found, "fitting": len(fitting),
        "places": sum(one.places for one in fitting), "is_over": local_date(now).year > year,
    }  # fmt: skip
    return answer(request, "desk/carrying.html", "desk/_carrying.html", form, context)
