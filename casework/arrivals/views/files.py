import csv
from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.arrivals.actions.deliveries import take_file
from casework.arrivals.crossingfile import COLUMNS
from casework.arrivals.forms.crossings import FileForm
from casework.arrivals.models import Batch
from casework.arrivals.queries.batches import rejected_rows, rejected_table
from casework.arrivals.states import OPEN_BATCHES
from casework.arrivals.tables import BatchTable
from casework.audit import actions as audit
from casework.audit.queries import timeline
from casework.audit.submissions import once
from casework.common.answers import answer
from casework.common.lists import listed
from casework.common.spreadsheets import harmless


@require_safe
@permission_required(Permission.VIEW_CROSSINGS, raise_exception=True)
def files(request: OfficerRequest) -> HttpResponse:
    """Files that were brought in, the newest first."""
    rows = Batch.objects.order_by("-pk")
    return render(request, "arrivals/files.html", listed(request, BatchTable(rows), rows))


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.IMPORT_CROSSINGS, raise_exception=True)
def new_file(request: OfficerRequest) -> HttpResponse:
    """Send a file; its rows are brought in while the officer reads on."""
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with form.refusals():
            file = form.cleaned_data["file"]
            batch = take_file(file, name=file.name, by=request.user, at=timezone.now())
            messages.success(request, _("The file is kept; its rows are being brought in."))
            return redirect(batch)
    return answer(request, "arrivals/new_file.html", "arrivals/_new_file.html", form, {"columns": COLUMNS})


@require_safe
@permission_required(Permission.VIEW_CROSSINGS, raise_exception=True)
def batch(request: OfficerRequest, pk: int) -> HttpResponse:
    """A file: how far it is, what was rejected and why. htmx asks for the progress alone, as long as it moves."""
    found = get_object_or_404(Batch.objects.select_related("started_by"), pk=pk)
    context = {"batch": found, "is_open": found.state in OPEN_BATCHES, "rejected": rejected_rows(found)}
    if request.htmx:  # type: ignore[attr-defined] # by the middleware of htmx
        return render(request, "arrivals/_batch.html", context)
    return render(request, "arrivals/batch.html", {**context, "events": timeline(f"crossings {found.pk}")})


@require_safe
@permission_required(Permission.IMPORT_CROSSINGS, raise_exception=True)
def rejected(request: OfficerRequest, pk: int) -> StreamingHttpResponse:
    """The rejected rows of a file, to be mended and sent again."""
    found = get_object_or_404(Batch, pk=pk)
    audit.record(
        "list.exported", subject=f"crossings {pk}", by=request.user, at=timezone.now(), after={"rows": found.rejected}
    )
    response = StreamingHttpResponse(_lines(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rejected-{pk}.csv"'
    return response


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


def _lines(found: Batch) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"
    for row in harmless(rejected_table(found)):
        yield writer.writerow(row)
