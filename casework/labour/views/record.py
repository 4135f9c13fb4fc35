"""What belongs to the record of an employer: branches, contacts, staff."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.common.answers import Words
from casework.common.forms import OfficeForm
from casework.common.workdays import local_date
from casework.labour.actions import employers as actions
from casework.labour.forms.employers import BranchForm, ContactForm, EndForm, HeadcountForm
from casework.labour.models import Category, Contact, Employer
from casework.labour.queries.content import staff_on
from casework.labour.views.finding import find, handle

BRANCH = Words(
    _("Add a branch"), _("A place in another region; the office there can then work with this employer."),
    _("Add the branch"), _("The branch is on record."),
)  # fmt: skip
BRANCH_END = Words(_("Close a branch"), _("It stays on record."), _("Close the branch"), _("The branch is closed."))
CONTACT = Words(
    _("Add a contact"), _("Whom to ask at this employer."), _("Add the contact"), _("The contact is on record.")
)
CONTACT_END = Words(
    _("End a contact"), _("This person is no longer to be asked. The line stays on record."), _("End the contact"),
    _("The contact has ended."),
)  # fmt: skip
HEADCOUNT = Words(
    _("Record the staff"),
    _("As the employer reports it for one day. What was on record of that day is replaced and stays in the timeline."),
    _("Record the staff"), _("The staff is on record, and the shares are computed anew."),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.LABOUR, raise_exception=True)
def new_branch(request: OfficerRequest, number: str) -> HttpResponse:
    found = find(number)
    form = BranchForm(request.POST or None)

    def run(form: OfficeForm) -> Employer:
        actions.add_branch(found, **form.cleaned_data, by=request.user, at=timezone.now())
        return found

    return handle(request, form, run, BRANCH, employer=found)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.LABOUR, raise_exception=True)
def branch_end(request: OfficerRequest, number: str, pk: int) -> HttpResponse:
    found = find(number)
    branch = get_object_or_404(found.branches.select_related("employer"), pk=pk)
    form = EndForm(request.POST or None, initial={"until": local_date(timezone.now())})

    def run(form: OfficeForm) -> Employer:
        actions.end_branch(branch, until=form.cleaned_data["until"], by=request.user, at=timezone.now())
        return found

    return handle(request, form, run, BRANCH_END, employer=found, subject=branch.name)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.LABOUR, raise_exception=True)
def new_contact(request: OfficerRequest, number: str) -> HttpResponse:
    found = find(number)
    form = ContactForm(request.POST or None)

    def run(form: OfficeForm) -> Employer:
        actions.add_contact(found, **form.cleaned_data, by=request.user, at=timezone.now())
        return found

    return handle(request, form, run, CONTACT, employer=found)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.LABOUR, raise_exception=True)
def contact_end(request: OfficerRequest, number: str, pk: int) -> HttpResponse:
    found = find(number)
    contact = get_object_or_404(Contact.objects.visible_to(request.user).filter(employer=found), pk=pk)
    form = OfficeForm(request.POST or None)

    def run(form: OfficeForm) -> Employer:
        actions.end_contact(contact, by=request.user, at=timezone.now())
        return found

    return handle(request, form, run, CONTACT_END, employer=found, subject=contact.name)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.LABOUR, raise_exception=True)
def headcount(request: OfficerRequest, number: str) -> HttpResponse:
    """The staff of a day by category, beginning with what was reported last."""
    found, today = find(number), local_date(timezone.now())
    last = staff_on(found, today).by_category
    known = {
        f"{kind}_{code}": getattr(staff, kind) for code, staff in last.items() for kind in ("citizens", "foreigners")
    }
    form = HeadcountForm(request.POST or None, categories=Category.objects.on(today), initial={"on": today, **known})

    def run(form: HeadcountForm) -> Employer:
        on, staff = form.cleaned_data["on"], form.staff
        actions.record_headcount(found, on=on, staff=staff, by=request.user, at=timezone.now())
        return found

    return handle(request, form, run, HEADCOUNT, employer=found)
