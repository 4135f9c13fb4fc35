import re
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.cases.models import Case
from casework.cases.queries import persons_in_sight
from casework.common.errors import RuleBroken
from casework.desk.queries.intake import with_inclusion
from casework.people import queries as people
from casework.people.actions import record_cards_shown

FILE_NUMBER = re.compile(r"[A-Za-z]{2}-[0-9]{4}-[0-9]{1,9}")
START_OF_FILE_NUMBER = re.compile(r"[A-Za-z]{2}-[0-9-]{0,14}")
MOST_FILES = 20


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def search(request: OfficerRequest) -> HttpResponse:
    """One box for everything: a file by its number, persons by name in any script, document, IIN or birth date."""
    words = request.GET.get("q", "").strip()
    if FILE_NUMBER.fullmatch(words):
        case = Case.objects.visible_to(request.user).filter(number=words.upper()).first()
        if case is not None:
            return redirect(case)
    context: dict[str, Any] = {"search_words": words, "files": _files(request, words)}
    try:
        context |= _persons(request, words) if words else {}
    except RuleBroken as refusal:
        is_answered = bool(context["files"])
        context["sentence"] = "" if is_answered else str(refusal)
        return render(request, "desk/search.html", context, status=200 if is_answered else refusal.status)
    return render(request, "desk/search.html", context)


def _files(request: OfficerRequest, words: str) -> list[Case]:
    if not START_OF_FILE_NUMBER.fullmatch(words):
        return []
    found = Case.objects.visible_to(request.user).filter(number__startswith=words.upper())
    return list(found.select_related("applicant").prefetch_related("applicant__names")[:MOST_FILES])


def _persons(request: OfficerRequest, words: str) -> dict[str, Any]:
    """Persons in sight as rows, the others as cards; each card that is shown is recorded."""
    found = people.search(words, officer=request.user, in_sight=persons_in_sight(request.user))
    record_cards_shown(found.cards, by=request.user, at=timezone.now())
    return {"rows": found.rows, "cards": with_inclusion(found.cards), "has_more": found.has_more, "is_asked": True}
