from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.cases.queries import persons_in_sight
from casework.common.workdays import local_date
from casework.desk.queries import person as whole
from casework.desk.queries.border import times
from casework.desk.queries.intake import cards
from casework.desk.views.person.finding import find
from casework.people.actions import record_cards_shown

MOST_TIMES = 6


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def person(request: OfficerRequest, number: str) -> HttpResponse:
    """The whole file of a person."""
    found = get_object_or_404(whole.with_hints(persons_in_sight(request.user)), number=number)
    file = whole.WholeFile(found, request.user, local_date(timezone.now()))
    record_cards_shown(cards(relative.face for relative in file.family), by=request.user, at=timezone.now())
    may_change = request.user.has_perm(Permission.REGISTER)
    context = {"may_change": may_change, "intakes": file.lawful_intakes() if may_change else []}
    return render(request, "desk/person/person.html", {**_facts(found, file), **context})


def _facts(person: Any, file: whole.WholeFile) -> dict[str, Any]:
    return {
        "person": person,
        "names": sorted(person.names.all(), key=lambda name: (not name.is_main, name.pk)),
        "documents": sorted(person.identity_documents.all(), key=lambda document: -document.pk),
        "contacts": person.contact_details.order_by("until", "-since") if person.has_contacts else [],
        "photo": person.photo,
        "family": file.family,
        "generations": whole.generations(file.family),
        "past": file.past,
        "files": file.files,
        "grants": file.grants_in_force,
        "inclusions": file.inclusions,
        "past_inclusions": file.past_inclusions,
        "links": file.links,
        "times": times(file.sojourns[:MOST_TIMES], file.officer, file.today),
        "events": file.life(),
    }


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def photo(request: OfficerRequest, number: str, pk: int) -> FileResponse:
    """A portrait, to whoever sees the person; kept by no browser and never taken for anything but a picture."""
    found = get_object_or_404(find(request, number).photos, pk=pk)
    response = FileResponse(found.file.open("rb"), content_type="image/jpeg", filename=f"{number}.jpg")
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    return response
