"""The counter for household workers, and the extension of their permits."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from casework.accounts.models import Officer, OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.cases.models import Case
from casework.common.answers import Words
from casework.labour.actions import household as actions
from casework.labour.forms.household import CounterForm, ExtensionForm
from casework.labour.models import Permit
from casework.labour.queries.household import usual_at
from casework.labour.views.finding import Thing, handle

COUNTER = Words(
    _("Permit for a household worker"),
    _("One screen: whoever is on record already is known by IIN or passport alone. The permit is issued at once."),
    _("Issue the permit"),
)  # fmt: skip
EXTENSION = Words(
    _("Extend the household permit"),
    _("From the day after its last, for one to three months; together with its extensions it lasts twelve at most."),
    _("Extend the permit"),
)  # fmt: skip

ISSUED = _("Done. The permit is issued.")
DRAWN = _("The file was drawn for a second look: another officer issues its permit.")


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.LABOUR, raise_exception=True)
def counter(request: OfficerRequest) -> HttpResponse:
    """Take in employer and worker, hold a place and issue the permit, in one act."""
    form = CounterForm(request.POST or None, initial=_usual(request.user))

    def run(form: CounterForm) -> Thing:
        facts, by, at = form.cleaned_data, request.user, timezone.now()
        asked = actions.Counter(form.employer, form.passport_facts, form.worker, facts["months"], facts["work"])
        return onward(request, actions.serve(asked, by=by, at=at))

    return handle(request, form, run, COUNTER)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.LABOUR, raise_exception=True)
def extension(request: OfficerRequest, number: str) -> HttpResponse:
    """Carry a household permit on."""
    permit = get_object_or_404(
        Permit.objects.visible_to(request.user).select_related("case__office", "private_employer", "person", "region"),
        number=number, private_employer__isnull=False,
    )  # fmt: skip
    form = ExtensionForm(request.POST or None, initial={"months": 3})

    def run(form: ExtensionForm) -> Thing:
        months = form.cleaned_data["months"]
        return onward(request, actions.extend(permit, months=months, by=request.user, at=timezone.now()))

    return handle(request, form, run, EXTENSION, employer=permit, subject=permit.number)


def _usual(officer: Officer) -> dict[str, Any]:
    """What the counter mostly writes down, for the officer to look over."""
    found = usual_at(officer.office)
    return {"months": 3, "work": found.work or _("household work"), "citizenship": found.citizenship}


def onward(request: OfficerRequest, case: Case) -> Thing:
    """The permit, or the file where it waits for the second look; says which."""
    permit = Permit.objects.filter(case=case).first()
    tell = messages.success if permit else messages.warning
    tell(request, str(ISSUED if permit else DRAWN))
    return permit or case
