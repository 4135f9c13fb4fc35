from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.accounts.actions.guards import check_administrator
from casework.accounts.models import Office, Officer
from casework.audit.actions import record
from casework.common.errors import Conflict, RuleBroken
from casework.reference.models import Region


@transaction.atomic
def open_office(*, code: str, name: str, region: Region | None, by: Officer | None, at: datetime) -> Office:
    """Open an office of a region, or a national one. Its region stays: what its officers see depends on it."""
    check_administrator(by)
    if Office.objects.filter(code=code).exists():
        raise Conflict(_("An office with this code exists already; choose another code."))
    office = Office(code=code, name=name, region=region)
    office.save(force_insert=True)
    after = {"name": name, "region": office.region_id}
    record("office.opened", subject=office_subject(office), by=by, at=at, after=after)
    return office


@transaction.atomic
def rename_office(office: Office, *, name: str, seen: str, by: Officer | None, at: datetime) -> Office:
    """Give an office another name; `seen` is the one it had when it was looked at."""
    check_administrator(by)
    found = _locked(office)
    if found.name != seen:
        raise Conflict(_("Somebody renamed this office while you read; see its name now, and send it again."))
    if name == seen:
        return found
    found.name = name
    found.save(update_fields=["name"])
    told = {"name": seen}, {"name": name}
    record("office.renamed", subject=office_subject(found), by=by, at=at, before=told[0], after=told[1])
    return found


@transaction.atomic
def close_office(office: Office, *, by: Officer | None, at: datetime) -> Office:
    """Close an office where nobody works any more."""
    check_administrator(by)
    found = _locked(office)
    if not found.is_active:
        raise Conflict(_("This office is closed already; nothing was changed."))
    _check_nobody_works_in(found)
    return _set_active(found, False, kind="office.closed", by=by, at=at)


@transaction.atomic
def reopen_office(office: Office, *, by: Officer | None, at: datetime) -> Office:
    check_administrator(by)
    found = _locked(office)
    if found.is_active:
        raise Conflict(_("This office is in work already; nothing was changed."))
    return _set_active(found, True, kind="office.reopened", by=by, at=at)


def office_subject(office: Office) -> str:
    """What the trail calls an office."""
    return f"office {office.code}"


def _locked(office: Office) -> Office:
    return Office.objects.select_for_update(of=("self",)).get(pk=office.pk)


def _check_nobody_works_in(office: Office) -> None:
    officers = Officer.objects.filter(office=office, is_active=True).count()
    if officers:
        raise RuleBroken(
            ngettext(
                "%(officers)d officer still works here; move the account to another office or close it first.",
                "%(officers)d officers still work here; move their accounts to another office or close them first.",
                officers,
            )
            % {"officers": officers}
        )


def _set_active(office: Office, is_active: bool, *, kind: str, by: Officer | None, at: datetime) -> Office:
    office.is_active = is_active
    office.save(update_fields=["is_active"])
    told = {"is_active": not is_active}, {"is_active": is_active}
    record(kind, subject=office_subject(office), by=by, at=at, before=told[0], after=told[1])
    return office
