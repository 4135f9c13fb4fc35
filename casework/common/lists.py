"""What every list shares: columns to sort by, pages, how many lines a page has, a count that never scans a table."""

from typing import Any

from django.core.exceptions import BadRequest
from django.core.paginator import EmptyPage
from django.db.models import QuerySet
from django.http import HttpRequest
from django_tables2 import LazyPaginator, RequestConfig, Table

SIZES = (25, 50, 100)
COUNTED_AT_MOST = 1000
LONGEST_PAGE_NUMBER = 6  # digits; what lies behind no database counts


def listed(request: HttpRequest, table: Table, rows: QuerySet[Any]) -> dict[str, Any]:
    """The context of components/list.html for a table over these rows."""
    check_sort(request, table)
    RequestConfig(request, paginate=False).configure(table)
    per_page = lines_asked(request)
    try:
        table.paginate(LazyPaginator, per_page=per_page, page=page_asked(request))
    except EmptyPage:
        table.paginate(LazyPaginator, per_page=per_page)
    count, is_capped = capped_count(rows)
    return {"table": table, "per_page": per_page, "count": count, "count_is_capped": is_capped}


def check_sort(request: HttpRequest, table: Table) -> None:
    """An unknown column is refused, so that nobody sorts by what the list does not show."""
    known = {column.name for column in table.columns if column.orderable}
    asked = {part.lstrip("-") for value in request.GET.getlist("sort") for part in value.split(",") if part}
    if asked - known:
        raise BadRequest("The list has no such column to sort by.")


def lines_asked(request: HttpRequest) -> int:
    """Lines of a page as asked for; the usual number for anything else."""
    asked = request.GET.get("per_page", "")
    return int(asked) if asked in {str(size) for size in SIZES} else SIZES[0]


def page_asked(request: HttpRequest) -> int:
    """The page as asked for; the first for anything that is no number of a page."""
    asked = request.GET.get("page", "")
    is_number = asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST_PAGE_NUMBER
    return max(int(asked), 1) if is_number else 1


def capped_count(rows: QuerySet[Any]) -> tuple[int, bool]:
    """How many rows there are, and whether there are more than were counted."""
    count = rows.order_by()[: COUNTED_AT_MOST + 1].count()
    return min(count, COUNTED_AT_MOST), count > COUNTED_AT_MOST
