"""What the pages of a person share: whom the officer sees, one form, one action, back to the person."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from casework.accounts.models import OfficerRequest
from casework.cases.queries import persons_in_sight
from casework.common.answers import answer
from casework.common.forms import OfficeForm
from casework.people.models import Person


def find(request: OfficerRequest, number: str) -> Person:
    """The person, where this officer may see the record; 404 like a missing one otherwise."""
    return get_object_or_404(persons_in_sight(request.user).prefetch_related("names"), number=number)


def change(
    request: OfficerRequest, person: Person, form: OfficeForm, act: Callable[..., object], *, title: str | Promise,
    **context: Any,
) -> HttpResponse:  # fmt: skip
    """Show a form about a person; `act(by=, at=)` is the one action a valid one leads to."""
    if form.is_valid():
        with form.refusals():
            act(by=request.user, at=timezone.now())
            messages.success(request, _("Saved: %(what)s.") % {"what": title})
            return redirect("desk:person", person.number)
    shown = {"person": person, "title": title, **context}
    return answer(request, "desk/person/change.html", "desk/person/_change.html", form, shown)
