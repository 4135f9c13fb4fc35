from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.common.workdays import local_date
from casework.desk.queries import person as whole
from casework.desk.queries.intake import cards
from casework.desk.views.person.finding import find
from casework.people.actions import record_cards_shown
from casework.people.models import Person
from casework.returnees.models import Grant


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def person(request: OfficerRequest, number: str) -> HttpResponse:
    """The whole file of a person."""
    found = find(request, number)
    family = whole.relatives(found, request.user, local_date(timezone.now()))
    record_cards_shown(cards(relative.face for relative in family), by=request.user, at=timezone.now())
    return render(request, "desk/person/person.html", {"family": family, **_facts(request, found)})


def _facts(request: OfficerRequest, person: Person) -> dict[str, Any]:
    today = local_date(timezone.now())
    may_change = request.user.has_perm(Permission.REGISTER)
    return {
        "person": person,
        "names": sorted(person.names.select_related("document__kind"), key=lambda name: (not name.is_main, name.pk)),
        "documents": person.identity_documents.select_related("kind").order_by("-pk"),
        "contacts": person.contact_details.order_by("until", "-since"),
        "photo": person.photos.order_by("-pk").first(),
        "past": whole.past_households(person, today),
        "files": whole.files_of(person, request.user),
        "grants": Grant.objects.in_force(today).filter(person=person),
        "inclusions": whole.inclusions_of(person),
        "links": whole.links(person),
        "events": whole.life(person, request.user),
        "may_change": may_change,
        "intakes": whole.lawful_intakes(person, request.user, today) if may_change else [],
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
