from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.cases.actions import documents, members
from casework.cases.forms.contents import CountingForm, MemberForm, PaperForm
from casework.cases.models import Document
from casework.cases.queries import checklist
from casework.cases.states import Scan
from casework.cases.views import shown
from casework.cases.views.finding import find, handle, works_on_it
from casework.common.answers import Words, answer
from casework.common.forms import OfficeForm

WITHDRAW = Words(
    _("Withdraw a paper"),
    _("It no longer counts for the checklist. It stays on record in the timeline."),
    _("Withdraw the paper"),
    _("The paper was withdrawn."),
)
MEMBER = Words(
    _("Add a member of the family"),
    _("Where places are held, one more is held, or the member is refused. A waiting proposal becomes void."),
    _("Add to the file"),
    _("The member was added."),
)
COUNT = Words(
    _("Count a member"),
    _("A member who takes no place stays in the file. A waiting proposal becomes void."),
    _("Save"),
    _("Saved."),
)


@require_http_methods(["GET", "POST"])
@once
@works_on_it
def papers(request: OfficerRequest, number: str) -> HttpResponse:
    """Add a paper to a file."""
    case = find(request, number)
    asked = {"kind": request.GET.get("kind"), "member": request.GET.get("member")}
    form = PaperForm(request.POST or None, request.FILES or None, case=case, initial=asked)
    if form.is_valid():
        with form.refusals():
            documents.add_document(case, **form.paper, by=request.user, at=timezone.now())
            return redirect("cases:papers", number) if "another" in request.POST else redirect(case)
    context = {"case": case, "rows": shown.papers(case, checklist(case), may_add=True)}
    return answer(request, "cases/papers.html", "cases/_papers.html", form, context)


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def paper(request: OfficerRequest, number: str, pk: int) -> FileResponse:
    """The scan of a paper, always as an attachment."""
    document = get_object_or_404(Document.objects.exclude(file=""), pk=pk, case=find(request, number))
    if document.scan == Scan.QUARANTINED:
        raise PermissionDenied
    return FileResponse(
        document.file.open("rb"), as_attachment=True, filename=document.name, content_type=document.content_type
    )


@require_http_methods(["GET", "POST"])
@once
@works_on_it
def withdrawn_paper(request: OfficerRequest, number: str, pk: int) -> HttpResponse:
    """Take a paper out of a file; it stays on record."""
    case = find(request, number)
    document = get_object_or_404(case.documents.select_related("kind"), pk=pk)
    form = OfficeForm(request.POST or None)

    def run(given: dict[str, Any]) -> None:
        documents.withdraw_document(document, by=request.user, at=timezone.now())

    return handle(request, case, form, run, WITHDRAW, subject=document.kind)


@require_http_methods(["GET", "POST"])
@once
@works_on_it
def new_member(request: OfficerRequest, number: str) -> HttpResponse:
    """Add a member of the household to a file."""
    case = find(request, number)
    form = MemberForm(request.POST or None, case=case)
    return handle(
        request, case, form, lambda given: members.add_member(case, **given, by=request.user, at=timezone.now()), MEMBER
    )


@require_http_methods(["GET", "POST"])
@once
@works_on_it
def counting(request: OfficerRequest, number: str, pk: int) -> HttpResponse:
    """Say whether a member takes a place, and why not."""
    case = find(request, number)
    member = get_object_or_404(case.members.select_related("person"), pk=pk)
    initial = {"version": case.version, "why_not": member.why_not}
    form = CountingForm(request.POST or None, case=case, initial=initial)

    def run(given: dict[str, Any]) -> None:
        members.set_counted(member, **given, by=request.user, at=timezone.now())

    return handle(request, case, form, run, COUNT, subject=member.person)
