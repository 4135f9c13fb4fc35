"""What the lists of the desk share: sorting by known columns only, pages, a count that is bounded."""

from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django_tables2 import LazyPaginator, RequestConfig, Table

from casework.accounts.models import OfficerRequest
from casework.common.lists import capped_count, lines_asked


def listed(request: OfficerRequest, table: Table, rows: QuerySet[Any]) -> dict[str, Any]:
    """The context of components/list.html for a table over these rows."""
    check_sort(request, table)
    per_page = lines_asked(request)
    RequestConfig(request, paginate={"per_page": per_page, "paginator_class": LazyPaginator}).configure(table)
    count, is_capped = capped_count(rows)
    return {"table": table, "per_page": per_page, "count": count, "count_is_capped": is_capped}


def check_sort(request: OfficerRequest, table: Table) -> None:
    """An unknown column is refused, so that nobody sorts by what the list does not show."""
    known = {column.name for column in table.columns if column.orderable}
    asked = {part.lstrip("-") for value in request.GET.getlist("sort") for part in value.split(",") if part}
    if asked - known:
        raise BadRequest("The list has no such column to sort by.")
