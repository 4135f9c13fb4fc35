"""What every list shares: how many lines a page has, and a count that never scans a whole table."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

SIZES = (25, 50, 100)
COUNTED_AT_MOST = 1000


def lines_asked(request: HttpRequest) -> int:
    """Lines of a page as asked for; the usual number for anything else."""
    asked = request.GET.get("per_page", "")
    return int(asked) if asked in {str(size) for size in SIZES} else SIZES[0]


def capped_count(rows: QuerySet[Any]) -> tuple[int, bool]:
    """How many rows there are, and whether there are more than were counted."""
    count = rows.order_by()[: COUNTED_AT_MOST + 1].count()
    return min(count, COUNTED_AT_MOST), count > COUNTED_AT_MOST
