"""The current view of a list as a file for a spreadsheet; who took which rows out stands in the trail."""

import csv

from django.http import HttpResponse
from django.utils import timezone
from django_tables2 import RequestConfig, Table

from casework.accounts.models import OfficerRequest
from casework.audit import actions as audit
from casework.common.lists import check_sort
from casework.common.spreadsheets import harmless

MOST_ROWS = 10_000
BUTTONS = ("chosen", "next_step")


def exported(request: OfficerRequest, name: str, table: Table) -> HttpResponse:
    """The rows of a table, filtered and sorted as on the page, at most so many."""
    check_sort(request, table)
    RequestConfig(request, paginate=False).configure(table)
    table.data.data = table.data.data[:MOST_ROWS]
    rows = list(table.as_values(exclude_columns=BUTTONS))
    told = {"rows": len(rows) - 1, "question": request.GET.urlencode()[:500]}
    audit.record("list.exported", subject=f"list {name}", by=request.user, at=timezone.now(), after=told)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    csv.writer(response).writerows(harmless(rows))
    return response
