from datetime import date
from types import SimpleNamespace

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.arrivals.forms.crossings import CrossingsForm
from casework.arrivals.models import Crossing
from casework.arrivals.queries import crossings as queries
from casework.arrivals.queries import listing
from casework.arrivals.queries.crossings import Place
from casework.arrivals.queries.links import links_of
from casework.arrivals.tables import CrossingTable
from casework.common.lists import lines_asked

MOST_SHOWN = 50


@require_safe
@permission_required(Permission.VIEW_CROSSINGS, raise_exception=True)
def crossings(request: OfficerRequest) -> HttpResponse:
    """The list of crossings, the newest first, page after page by key."""
    form = CrossingsForm(request.GET)
    question, size = form.question, lines_asked(request)
    page = listing.page(question, _place(request), size=size)
    count, is_capped = listing.capped_count(question, page)
    context = {
        "filter": SimpleNamespace(form=form), "table": CrossingTable(page.rows), "count": count,
        "count_is_capped": is_capped, "per_page": size, "looked_to": page.looked_to,
        "back_href": _address(request, "later", page.later), "forward_href": _address(request, "earlier", page.earlier),
    }  # fmt: skip
    return render(request, "arrivals/crossings.html", context)


def _place(request: OfficerRequest) -> Place | None:
    """Where the page begins; the newest crossings for an address that names no place."""
    if "later" in request.GET:
        return Place.read(request.GET["later"], is_back=True)
    return Place.read(request.GET.get("earlier", ""))


def _address(request: OfficerRequest, way: str, place: str) -> str:
    if not place:
        return ""
    query = request.GET.copy()
    for name in ("earlier", "later"):
        query.pop(name, None)
    query[way] = place
    return f"?{query.urlencode()}"


@require_safe
@permission_required(Permission.VIEW_CROSSINGS, raise_exception=True)
def crossing(request: OfficerRequest, day: date, pk: int) -> HttpResponse:
    """A crossing, and every other with the same document."""
    rows = Crossing.objects.visible_to(request.user).filter(crossed_on=day, pk=pk)
    found = next(iter(queries.with_names(rows.select_related("region", "batch"))), None)
    if found is None:
        raise Http404
    same = queries.with_names(queries.of_document(found)[: MOST_SHOWN + 1])
    context = {
        "crossing": found, "same": same[:MOST_SHOWN], "has_more": len(same) > MOST_SHOWN,
        "persons": queries.persons_of(found, request.user), "links": links_of(found, request.user),
    }  # fmt: skip
    return render(request, "arrivals/crossing.html", context)
