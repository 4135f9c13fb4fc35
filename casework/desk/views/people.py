from django.contrib.auth.decorators import permission_required
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.cases.queries import persons_in_sight
from casework.common.lists import listed
from casework.common.workdays import local_date
from casework.desk.filters import PersonFilter
from casework.desk.tables import PersonTable
from casework.desk.views.exports import exported
from casework.returnees.models import Grant


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def people(request: OfficerRequest) -> HttpResponse:
    """The register of persons in sight, the newest first."""
    filtered, table = _found(request)
    return render(request, "desk/people.html", {"filter": filtered} | listed(request, table, filtered.qs))


@require_safe
@permission_required(Permission.VIEW_FILES, raise_exception=True)
def people_export(request: OfficerRequest) -> HttpResponse:
    """The register as it is filtered and sorted now, as a file."""
    return exported(request, "people", _found(request)[1])


def _found(request: OfficerRequest) -> tuple[PersonFilter, PersonTable]:
    in_force = Grant.objects.in_force(local_date(timezone.now())).filter(person=OuterRef("pk"))
    persons = persons_in_sight(request.user).annotate(status_until=Subquery(in_force.values("until")[:1]))
    rows = persons.select_related("office").prefetch_related("names").order_by("-pk")
    filtered = PersonFilter(request.GET, rows, request=request)
    return filtered, PersonTable(filtered.qs)
