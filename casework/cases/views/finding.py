"""What the views of a file share: how it is found, and how a form about it is answered."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.cases.forms.base import CaseForm
from casework.cases.models import Case, CaseMember
from casework.cases.procedures import Procedure, of_number, registered
from casework.common.answers import Words, answer
from casework.common.forms import OfficeForm

View = Callable[..., HttpResponse]


def works_on_it(view: View) -> View:
    """Refuse whoever may not work on files of the kind that the number in the address speaks of."""
    return _asks(view, lambda kind: kind.works if kind else Permission.PROCESS)


def lodges_it(view: View) -> View:
    """Refuse whoever takes in no files of the kind that the number in the address speaks of."""
    return _asks(view, lambda kind: kind.lodges if kind else Permission.REGISTER)


def _asks(view: View, permission: Callable[[Procedure | None], str]) -> View:
    @wraps(view)
    def checked(request: OfficerRequest, number: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(permission(of_number(number))):
            raise PermissionDenied
        return view(request, number, *args, **kwargs)

    return checked


def find(request: OfficerRequest, number: str) -> Case:
    """The file, where this officer may see it; 404 like a missing one otherwise."""
    files = Case.objects.visible_to(request.user).select_related(
        "office", "settlement_region", "applicant", "allocation__plan__programme", "allocation__region"
    )
    return get_object_or_404(files.prefetch_related("applicant__names"), number=number)


def find_whole(request: OfficerRequest, number: str) -> Case:
    """As `find`, with all that the page of a file shows of it, in as few questions as can be."""
    details = [name for entry in registered().values() for name in entry.details]
    files = Case.objects.visible_to(request.user).select_related(
        "office", "settlement_region", "registered_by", "holder", "closed_by", "allocation__plan__programme",
        "allocation__region", "follows", "complains_of", "complaint", *details,
    )  # fmt: skip
    members = Prefetch("members", CaseMember.objects.select_related("person"))
    case = get_object_or_404(files.prefetch_related(members, "members__person__names"), number=number)
    persons = {member.person_id: member.person for member in case.members.all()}
    case.applicant = persons.get(case.applicant_id) or case.applicant
    return case


def handle(
    request: OfficerRequest,
    case: Case,
    form: OfficeForm,
    run: Callable[[dict[str, Any]], object],
    words: Words,
    **more: Any,
) -> HttpResponse:
    """One form, one action, one answer."""
    if form.is_valid():
        with form.refusals():
            run(form.cleaned_data)
            if words.done:
                messages.success(request, str(words.done))
            return redirect(case)
        if isinstance(form, CaseForm):
            form.show_as_it_is_now()
    return answer(request, "cases/act.html", "cases/_act.html", form, {"case": case, "words": words, **more})
