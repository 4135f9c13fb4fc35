from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from casework.accounts.models import OfficerRequest
from casework.audit.submissions import once
from casework.cases.actions.complaints import complain
from casework.cases.forms.complaints import ComplaintForm
from casework.cases.views.finding import find, lodges_it
from casework.common.answers import Words, answer

COMPLAIN = Words(
    gettext_lazy("Complaint of the refusal"),
    gettext_lazy(
        "A linked file of the same kind is opened, with the members and the papers of this one. Whoever registered, "
        "signed or countersigned here signs nothing there. It holds no place before it is accepted."
    ),
    gettext_lazy("Lodge the complaint"),
)


@require_http_methods(["GET", "POST"])
@once
@lodges_it
def complaint(request: OfficerRequest, number: str) -> HttpResponse:
    """Lodge a complaint of a refusal for the applicant."""
    refused = find(request, number)
    form = ComplaintForm(request.POST or None, case=refused)
    if form.is_valid():
        with form.refusals():
            version = form.cleaned_data["version"]
            case = complain(refused, form.complaint, version=version, by=request.user, at=timezone.now())
            messages.success(request, _("The complaint was lodged. Other officers decide it."))
            return redirect(case)
        form.show_as_it_is_now()
    context = {"case": refused, "words": COMPLAIN}
    return answer(request, "cases/act.html", "cases/_act.html", form, context)
