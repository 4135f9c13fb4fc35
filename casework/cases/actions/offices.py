"""Files between offices: an office offers a file, another accepts or declines it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Office, Officer
from casework.accounts.permissions import Permission
from casework.cases import queries
from casework.cases.actions.locking import changed, check_may, check_open, check_works_here, lock, locked
from casework.cases.models import Case, HandOver
from casework.common.constraints import explained
from casework.common.errors import Conflict, NotPermitted, RuleBroken


def propose_hand_over(case: Case, *, version: int, to: Office, reason: str, by: Officer, at: datetime) -> HandOver:
    """Offer a file of the head's office to another office. Nothing moves until that office accepts it."""
    with explained():
        return _propose(case, version=version, to=to, reason=reason, by=by, at=at)


@transaction.atomic
def _propose(case: Case, *, version: int, to: Office, reason: str, by: Officer, at: datetime) -> HandOver:
    case = locked(case, version)
    check_may(Permission.ASSIGN, by)
    check_works_here(case, by)
    _check_can_move(case)
    if not Officer.objects.who_may(Permission.ASSIGN).filter(office=to, office__is_active=True).exists():
        raise RuleBroken(_("%(office)s has no head who could accept a file; choose another office.") % {"office": to})
    offer = HandOver.objects.create(
        case=case, from_office=case.office, to_office=to, reason=reason, proposed_by=by, proposed_at=at
    )
    changed(case, "offer", by=by, at=at, note=reason, to=to.code)
    return offer


@transaction.atomic
def accept_hand_over(offer: HandOver, *, by: Officer, at: datetime) -> Case:
    """Take a file over: it is worked on here from now on, and nobody holds it yet. Its region of settlement stays."""
    case, offer = _open_offer(offer)
    check_may(Permission.ASSIGN, by)
    if by.office_id != offer.to_office_id:
        raise NotPermitted(_("This offer is answered at %(office)s.") % {"office": offer.to_office})
    _check_can_move(case)
    before = {"office": case.office.code, "holder": case.holder and case.holder.username}
    case.office, case.holder = offer.to_office, None
    _answer(offer, accepted=True, by=by, at=at)
    fields = ("office", "holder")
    changed(case, "hand_over", by=by, at=at, fields=fields, before=before, office=offer.to_office.code, holder=None)
    return case


@transaction.atomic
def decline_hand_over(offer: HandOver, *, because: str, by: Officer, at: datetime) -> HandOver:
    """Decline a file, or take one's own offer back; it stays where it is."""
    case, offer = _open_offer(offer)
    check_may(Permission.ASSIGN, by)
    if by.office_id not in (offer.to_office_id, offer.from_office_id):
        raise NotPermitted(_("This offer is answered at %(office)s.") % {"office": offer.to_office})
    _answer(offer, accepted=False, because=because, by=by, at=at)
    kind = "decline_offer" if by.office_id == offer.to_office_id else "withdraw_offer"
    changed(case, kind, by=by, at=at, note=because, to=offer.to_office.code)
    return offer


def _open_offer(offer: HandOver) -> tuple[Case, HandOver]:
    """The file and its offer, locked in this order; Conflict where somebody answered first."""
    case = lock(offer.case)
    found = HandOver.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if found.accepted is not None:
        raise Conflict(_("This offer was answered already by %(name)s.") % {"name": found.answered_by})
    return case, found


def _check_can_move(case: Case) -> None:
    check_open(case)
    if queries.open_proposal(case) is not None:
        raise RuleBroken(_("A proposal waits for its countersignature. Have it countersigned or withdrawn first."))


def _answer(offer: HandOver, *, accepted: bool, because: str = "", by: Officer, at: datetime) -> None:
    offer.accepted, offer.answer, offer.answered_by, offer.answered_at = accepted, because, by, at
    offer.save(update_fields=["accepted", "answer", "answered_by", "answered_at"])
