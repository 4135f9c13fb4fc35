from functools import partial
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.desk.forms.person import EndForm, IinForm
from casework.desk.views.person.finding import change, find
from casework.people import actions
from casework.people.actions import Stale
from casework.people.forms import ContactForm, CorrectionForm, DocumentForm, PersonNameForm, PhotoForm
from casework.people.models import Person


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def names(request: OfficerRequest, number: str) -> HttpResponse:
    """Add a name as a document has it."""
    person = find(request, number)
    form = PersonNameForm(request.POST or None, person=person)

    def act(**signed: Any) -> object:
        got = form.cleaned_data
        return actions.add_name(person, form.name, document=got["document"], is_main=got["is_main"], **signed)

    return change(request, person, form, act, title=_("Add a name"))


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def documents(request: OfficerRequest, number: str) -> HttpResponse:
    """Add an identity document."""
    person = find(request, number)
    form = DocumentForm(request.POST or None)

    def act(**signed: Any) -> object:
        return actions.add_document(person, form.document, **signed)

    return change(request, person, form, act, title=_("Add an identity paper"))


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def contacts(request: OfficerRequest, number: str) -> HttpResponse:
    """Add a telephone, e-mail or address."""
    person = find(request, number)
    form = ContactForm(request.POST or None)

    def act(**signed: Any) -> object:
        return actions.add_contact(person, form.contact, **signed)

    return change(request, person, form, act, title=_("Add a contact"))


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def contact_end(request: OfficerRequest, number: str, pk: int) -> HttpResponse:
    """End a contact detail; it stays on record."""
    person = find(request, number)
    contact = get_object_or_404(person.contact_details, pk=pk)
    form = EndForm(request.POST or None)

    def act(**signed: Any) -> object:
        return actions.end_contact(contact, until=form.cleaned_data["until"], **signed)

    return change(request, person, form, act, title=_("End the contact"), about=contact.value)


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def iin(request: OfficerRequest, number: str) -> HttpResponse:
    """Write down the IIN."""
    person = find(request, number)
    form = IinForm(request.POST or None)

    def act(**signed: Any) -> object:
        return actions.set_iin(person, form.cleaned_data["iin"], **signed)

    return change(request, person, form, act, title=_("Enter the IIN"))


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def photo(request: OfficerRequest, number: str) -> HttpResponse:
    """Add a portrait; the newest is shown."""
    person = find(request, number)
    form = PhotoForm(request.POST or None, request.FILES or None)

    def act(**signed: Any) -> object:
        return actions.add_photo(person, form.content, **signed)

    return change(request, person, form, act, title=_("Add a photo"))


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.REGISTER, raise_exception=True)
def correction(request: OfficerRequest, number: str) -> HttpResponse:
    """Put right what was written down wrongly, upon the version that was read."""
    person = find(request, number)
    form = CorrectionForm.of(person, request.POST or None)
    act = partial(_correct, person, form)
    return change(request, person, form, act, title=_("Correct the facts"))


def _correct(person: Person, form: CorrectionForm, **signed: Any) -> object:
    """After a change by somebody else the officer has seen the differences and may send again."""
    try:
        return actions.correct_person(person, form.facts, version=form.cleaned_data["version"], **signed)
    except Stale:
        version = Person.objects.values_list("version", flat=True).get(pk=person.pk)
        posted = form.data.copy()  # type: ignore[attr-defined]
        posted["version"] = version
        form.data = posted
        raise
