"""What two officers agree on: more days for a family, another centre for it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.accommodation.actions.guards import check_manages, check_open, check_runs, locked, refusals
from casework.accommodation.actions.stays import copy_needs, opened
from casework.accommodation.models import Centre, Extension, Stay, Transfer
from casework.accommodation.queries.basis import basis_of
from casework.accommodation.states import Answer
from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.audit import actions as audit
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.common.workdays import local_date


def ask_extension(stay: Stay, *, until: date, reason: str, by: Officer, at: datetime) -> Extension:
    """Ask for more days for a family; a head of the office decides."""
    with refusals(), transaction.atomic():
        stay = locked(stay, on=local_date(at))
        check_manages(stay, by)
        check_open(stay)
        _check_later(stay, until)
        made = Extension.objects.create(stay=stay, until=until, reason=reason, asked_by=by, asked_at=at)
        told = {"entitled_until": until}
        audit.record("stay.extension_asked", subject=stay.number, by=by, at=at, after=told, note=reason)
    return made


def _check_later(stay: Stay, until: date) -> None:
    if stay.entitled_until is None:
        raise RuleBroken(_("This stay has no last day to be moved: it lasts until the status, or has not begun."))
    if until <= stay.entitled_until:
        raise RuleBroken(
            _("The family is entitled until %(day)s already; enter a later day.")
            % {"day": date_format(stay.entitled_until, "j M Y")}
        )


def decide_extension(extension: Extension, *, agree: bool, by: Officer, at: datetime) -> Extension:
    """Grant or refuse more days; whoever asked for them does not decide."""
    with refusals(), transaction.atomic():
        stay = locked(extension.stay, on=local_date(at))
        if not by.has_perm(Permission.COUNTERSIGN) or by.office_id != stay.works_at:
            raise NotPermitted(_("A head of %(office)s decides on more days.") % {"office": stay.centre.office})
        found = Extension.objects.select_for_update(of=("self",)).get(pk=extension.pk)
        if found.answer != Answer.WAITING or not stay.is_open:
            raise Conflict(_("This was decided already, or the stay ended; nothing was changed."))
        _answer(found, agree, by, at)
        before, kind = {"entitled_until": stay.entitled_until}, "stay.extension_declined"
        if agree:
            stay.entitled_until, kind = found.until, "stay.extension_agreed"
            stay.save(update_fields=["entitled_until"])
        after = {"entitled_until": stay.entitled_until}
        audit.record(kind, subject=stay.number, by=by, at=at, before=before, after=after)
    return found


def ask_transfer(stay: Stay, *, to_centre: Centre, reason: str, by: Officer, at: datetime) -> Transfer:
    """Ask another centre to take a family; its manager answers."""
    with refusals(), transaction.atomic():
        stay = locked(stay, on=local_date(at))
        check_manages(stay, by)
        check_open(stay)
        if to_centre.pk == stay.centre_id:
            raise RuleBroken(_("The family lives there already; choose another centre."))
        basis_of(stay.household, to_centre.kind, local_date(at))
        made = Transfer.objects.create(stay=stay, to_centre=to_centre, reason=reason, asked_by=by, asked_at=at)
        told = {"centre": to_centre.code}
        audit.record("stay.transfer_asked", subject=stay.number, by=by, at=at, after=told, note=reason)
    return made


def answer_transfer(transfer: Transfer, *, agree: bool, by: Officer, at: datetime) -> Stay | None:
    """Take a family over, or not. It is then on the list of the new centre and keeps its places until it moves."""
    with refusals(), transaction.atomic():
        check_runs(transfer.to_centre, by)
        stay = locked(transfer.stay, on=local_date(at))
        found = Transfer.objects.select_for_update(of=("self",)).get(pk=transfer.pk)
        if found.answer != Answer.WAITING or not stay.is_open:
            raise Conflict(_("This was answered already, or the stay ended; nothing was changed."))
        _answer(found, agree, by, at)
        kind = "stay.transfer_agreed" if agree else "stay.transfer_declined"
        audit.record(kind, subject=stay.number, by=by, at=at, after={"centre": transfer.to_centre.code})
        return _taken_over(stay, transfer.to_centre, by, at) if agree else None


def _taken_over(stay: Stay, centre: Centre, by: Officer, at: datetime) -> Stay:
    made = opened(centre, stay.household, asked_on=local_date(at), follows=stay, by=by, at=at)
    copy_needs(made, stay.step_free, by=by, at=at)
    return made


def _answer(asked: Extension | Transfer, agree: bool, by: Officer, at: datetime) -> None:
    asked.answer = Answer.AGREED if agree else Answer.DECLINED
    asked.answered_by, asked.answered_at = by, at
    asked.save(update_fields=["answer", "answered_by", "answered_at"])
