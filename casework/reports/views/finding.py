"""What the views of reports share: how a report is found, and how one is taken out as a file."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone

from casework.accounts.permissions import Permission
from casework.accounts.queries import OfficerRequest
from casework.audit import actions as audit
from casework.reports.catalogue import Entry, ParametersForm, registered
from casework.reports.printing import PRINTINGS, Printing
from casework.reports.queries.editions import edition
from casework.reports.report import Edition
from casework.reports.states import Format


def find(slug: str) -> Entry:
    """A report of the catalogue; 404 where there is none of this name."""
    try:
        return registered()[slug]
    except KeyError:
        raise Http404 from None


def computed(entry: Entry, form: ParametersForm, at: datetime) -> Edition:
    """The report that a valid form asks for."""
    given = form.cleaned_data
    return edition(entry, form.parameters, given["as_of"], at=at, known_at=given["known_at"])


def may_issue(request: OfficerRequest) -> dict[str, bool]:
    """Whether the page offers to issue and to schedule."""
    return {"may_issue": request.user.has_perm(Permission.SCHEDULE_REPORTS)}


def taken_out(request: OfficerRequest, printed: Edition, kind: str, subject: str, told: dict[str, Any]) -> HttpResponse:
    """The file in its format; who took out what stands in the trail."""
    if kind not in Format.values:
        raise Http404
    printing = PRINTINGS[kind]
    name = printed.number or f"{printed.report.slug}-{printed.report.as_of.isoformat()}"
    return given_out(
        request, printing.write(printed), printing, f"{name}.{kind}", subject, {"format": kind, **told}
    )  # fmt: skip


def given_out(
    request: OfficerRequest, content: bytes, printing: Printing, name: str, subject: str, told: dict[str, Any]
) -> HttpResponse:
    """A file that was made, with a line in the trail."""
    audit.record("report.exported", subject=subject, by=request.user, at=timezone.now(), after=told)
    place = "inline" if printing is PRINTINGS[Format.PDF] else "attachment"
    headers = {"Content-Disposition": f'{place}; filename="{name}"'}
    return HttpResponse(content, content_type=printing.content_type, headers=headers)
