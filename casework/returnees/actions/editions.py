"""Certificates given out anew: corrected where the record was corrected, doubled where the paper is lost or spoiled."""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.audit import actions as audit
from casework.cases.actions.locking import check_may, check_works_here
from casework.common.constraints import explained
from casework.common.errors import Conflict, RuleBroken
from casework.common.sequences import next_number
from casework.common.workdays import local_date
from casework.returnees.models import Edition, Grant
from casework.returnees.printing import record

Kind = Edition.Kind


def certificate_number(year: int, number: int) -> str:
    return f"RS-{year}-{number:06d}"


def correct(grant: Grant, *, ordinal: int, reason: str, by: Officer, at: datetime) -> Edition:
    """Issue the certificate anew, with a number of its own, as the record says it now. `ordinal`: of the paper read."""
    with explained():
        return _correct(grant, ordinal, reason, by=by, at=at)


@transaction.atomic
def _correct(grant: Grant, ordinal: int, reason: str, *, by: Officer, at: datetime) -> Edition:
    grant, newest = _newest(grant, ordinal, by=by, at=at)
    said = record.said_now(grant)
    if not record.differences(newest.text, said):
        raise RuleBroken(_("The record says what the certificate says. Correct the record of the person first."))
    number = certificate_number(local_date(at).year, next_number("returnees_certificate_number"))
    return _issue(grant, newest, kind=Kind.CORRECTION, number=number, text=said, reason=reason, by=by, at=at)


def duplicate(grant: Grant, *, ordinal: int, cause: str, reason: str, by: Officer, at: datetime) -> Edition:
    """Issue the certificate again under its number, word for word; the lost or spoiled paper is no longer valid."""
    with explained():
        return _duplicate(grant, ordinal, cause, reason, by=by, at=at)


@transaction.atomic
def _duplicate(grant: Grant, ordinal: int, cause: str, reason: str, *, by: Officer, at: datetime) -> Edition:
    grant, newest = _newest(grant, ordinal, by=by, at=at)
    return _issue(
        grant, newest, kind=Kind.DUPLICATE, cause=cause, number=newest.number, text=newest.text, reason=reason,
        by=by, at=at,
    )  # fmt: skip


def _newest(grant: Grant, ordinal: int, *, by: Officer, at: datetime) -> tuple[Grant, Edition]:
    """The grant, locked, with its valid paper, where this officer may issue it anew today."""
    related = Grant.objects.select_related("case__status_application", "case__office", "person")
    found = related.select_for_update(of=("self",)).get(pk=grant.pk)
    check_may(Permission.PROCESS, by)
    check_works_here(found.case, by)
    if not found.since <= local_date(at) < found.until:
        raise RuleBroken(_("This status is not in force; its certificate is not issued anew."))
    newest = found.editions.latest("ordinal")
    if newest.ordinal != ordinal:
        raise Conflict(_("This certificate was issued anew meanwhile; look at it again."))
    return found, newest


def _issue(grant: Grant, newest: Edition, *, kind: Kind, by: Officer, at: datetime, **facts: Any) -> Edition:
    edition = Edition.objects.create(
        grant=grant, ordinal=newest.ordinal + 1, kind=kind, token=secrets.token_urlsafe(32), made_by=by, made_at=at,
        **facts,
    )  # fmt: skip
    grant.certificate, grant.token = edition.number, edition.token
    grant.save(update_fields=["certificate", "token"])
    _record(grant, newest, edition, by=by, at=at)
    return edition


def _record(grant: Grant, newest: Edition, edition: Edition, *, by: Officer, at: datetime) -> None:
    told = {"person": grant.person.number, "certificate": edition.number}
    before = {"certificate": newest.number}
    if edition.kind == Kind.DUPLICATE:
        kind, told = "certificate_doubled", {**told, "cause": edition.cause}
    else:
        kind = "certificate_corrected"
    subject = grant.case.number
    audit.record(f"status.{kind}", subject=subject, by=by, at=at, before=before, after=told, note=edition.reason)
