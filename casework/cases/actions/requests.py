"""Asking another office for a file: only a card is seen until the head of that office answers."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.audit import actions as audit
from casework.cases import queries
from casework.cases.actions.locking import check_may
from casework.cases.actions.offices import propose_hand_over
from casework.cases.models import Case, FileRequest, FileSight, HandOver
from casework.cases.states import Reply
from casework.common.constraints import explained
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.common.workdays import local_date
from casework.people.models import Person


def ask_for_file(person: Person, *, reason: str, by: Officer, at: datetime) -> FileRequest:
    """Ask the office that works on somebody's file for it; nothing is shown by asking."""
    with explained():
        return _ask(person, reason=reason, by=by, at=at)


@transaction.atomic
def _ask(person: Person, *, reason: str, by: Officer, at: datetime) -> FileRequest:
    check_may(Permission.VIEW_FILES, by)
    if queries.persons_in_sight(by).filter(pk=person.pk).exists():
        raise RuleBroken(_("You see the record of this person already; there is nothing to ask for."))
    asked = queries.office_of(person)
    request = FileRequest.objects.create(
        person=person, asking_office=by.office, asked_office=asked, reason=reason, asked_by=by, asked_at=at
    )
    told = {"asking_office": by.office.code, "asked_office": asked.code}
    audit.record("person.file_asked", subject=person.number, by=by, at=at, after=told, note=reason)
    return request


@transaction.atomic
def show_file(request: FileRequest, *, case: Case, days: int, by: Officer, at: datetime) -> FileSight:
    """Answer a request by letting the asking office see a file for so many days, today included."""
    request = _open_request(request, case, by)
    today = local_date(at)
    sight = FileSight.objects.create(
        case=case, office=request.asking_office, since=today, until=today + timedelta(days=days), granted_by=by,
        granted_at=at,
    )  # fmt: skip
    told = {"office": request.asking_office.code, "until": sight.until}
    audit.record("case.show", subject=case.number, by=by, at=at, after=told, note=request.reason)
    _answer(request, Reply.SHOWN, case=case, by=by, at=at)
    return sight


@transaction.atomic
def offer_file(request: FileRequest, *, case: Case, by: Officer, at: datetime) -> HandOver:
    """Answer a request by offering to hand the file over; it moves when the asking office accepts it."""
    request = _open_request(request, case, by)
    offer = propose_hand_over(
        case, version=case.version, to=request.asking_office, reason=request.reason, by=by, at=at
    )  # fmt: skip
    _answer(request, Reply.OFFERED, case=case, by=by, at=at)
    return offer


@transaction.atomic
def decline_request(request: FileRequest, *, because: str, by: Officer, at: datetime) -> FileRequest:
    """Answer a request with no, and say why."""
    request = _open_request(request, None, by)
    _answer(request, Reply.DECLINED, because=because, by=by, at=at)
    return request


def _open_request(request: FileRequest, case: Case | None, by: Officer) -> FileRequest:
    """The request as it is now, locked, where this officer may answer it with this file."""
    found = FileRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    check_may(Permission.ASSIGN, by)
    if by.office_id != found.asked_office_id:
        raise NotPermitted(_("This request is answered at %(office)s.") % {"office": found.asked_office})
    if found.reply:
        raise Conflict(_("This request was answered already by %(name)s.") % {"name": found.answered_by})
    if case is not None and not queries.files_asked_for(found).filter(pk=case.pk).exists():
        raise RuleBroken(_("This file is not one of the person’s at your office; choose another one."))
    return found


def _answer(
    request: FileRequest, reply: Reply, *, case: Case | None = None, because: str = "", by: Officer, at: datetime
) -> None:
    request.reply, request.case, request.because = reply, case, because
    request.answered_by, request.answered_at = by, at
    request.save(update_fields=["reply", "case", "because", "answered_by", "answered_at"])
    told = {"reply": reply.label, "asking_office": request.asking_office.code}
    subject = request.person.number
    audit.record("person.file_answered", subject=subject, by=by, at=at, after=told, note=because)
