"""The mend of a ledger that gives a file more places than the file should have: signed by two quota managers.

Nothing is repaired in silence, and nothing is removed: what is too much is released or given back by lines that name
the difference. Where the ledger has too little, a step of the file takes the places; no mend can.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.audit import actions as audit
from casework.cases.models import Case, Drift, Mend
from casework.cases.queries.recount import file_difference
from casework.cases.states import Between
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.quotas import actions as ledger
from casework.quotas import queries as books
from casework.quotas.actions.rebuilding import rebuild_counters
from casework.quotas.models import Entry
from casework.quotas.queries.recount import Difference


@transaction.atomic
def propose_mend(drift: Drift, *, reason: str, by: Officer, at: datetime) -> Mend:
    """Sign what is to be returned: all that the file holds and has used beyond what it should, as it is now.

    A mend that waits while the books change is signed anew; Conflict where one waits that is still true.
    """
    _check_may(by)
    drift = Drift.objects.select_for_update(of=("self",)).get(pk=drift.pk)
    figures = _excess(drift)
    if Mend.objects.filter(drift=drift, **figures).exists():
        raise Conflict(_("A mend of this difference is signed already; another quota manager countersigns it."))
    facts = {**figures, "reason": reason, "proposed_by": by, "proposed_at": at}
    mend, _is_new = Mend.objects.update_or_create(drift=drift, defaults=facts)
    audit.record("quotas.propose_mend", subject=drift.subject, by=by, at=at, after=figures, note=reason)
    return mend


@transaction.atomic
def countersign_mend(mend: Mend, *, by: Officer, at: datetime) -> Mend:
    """Return the places by lines of the ledger, as another quota manager than the one who signed first."""
    _check_may(by)
    mend = Mend.objects.select_for_update(of=("self",)).select_related("drift").get(pk=mend.pk)
    if mend.countersigned_by_id or mend.proposed_by_id == by.pk:
        raise RuleBroken(_("A mend is countersigned once, by another quota manager than the one who signed it."))
    drift = mend.drift
    Case.objects.select_for_update(of=("self",)).filter(number=drift.subject).first()
    figures = {"held": mend.held, "used": mend.used}
    if _excess(drift) != figures:
        raise Conflict(_("The books changed since this mend was signed. Open the page again and sign it anew."))
    mend.countersigned_by, mend.countersigned_at = by, at
    mend.save(update_fields=["countersigned_by", "countersigned_at"])
    _return_all(drift, mend, by=by, at=at)
    Drift.objects.filter(pk=drift.pk).update(gone_at=at)
    audit.record("quotas.mend_drift", subject=drift.subject, by=by, at=at, after=figures, note=mend.reason)
    return mend


def _return_all(drift: Drift, mend: Mend, *, by: Officer, at: datetime) -> None:
    if mend.held:
        for hold in books.open_holds(drift.subject):
            ledger.release(hold, key=f"drift/{drift.pk}/{hold.pk}", by=by, at=at)
    for used, places in _shares(books.uses(drift.subject), mend.used):
        ledger.give_back(used, places=places, key=f"drift/{drift.pk}/{used.pk}", by=by, at=at)


def _shares(uses: Iterable[Entry], places: int) -> Iterable[tuple[Entry, int]]:
    """So many places of these uses, as far as each still has them."""
    for used in uses:
        share = min(places, used.places - books.given_back(used))
        if share > 0:
            yield used, share
            places -= share


def _check_may(by: Officer) -> None:
    if not by.has_perm(Permission.SIGN_ORDER):
        raise NotPermitted(_("Books are mended by quota managers."))


def is_stale(mend: Mend) -> bool:
    """Whether the books changed since it was signed, so that it waits for nothing any more."""
    found = None if mend.countersigned_by_id else file_difference(mend.drift.subject)
    return found is not None and (found.held_too_many, found.used_too_many) != (mend.held, mend.used)


def _excess(drift: Drift) -> dict[str, int]:
    """What the ledger gives the file beyond what it should, now; RuleBroken where no mend can return it."""
    if drift.between != Between.FILES:
        raise RuleBroken(
            _("The owner of the database rebuilds counters from the ledger: manage.py rebuild_counters --drift %d.")
            % drift.pk
        )
    found = file_difference(drift.subject)
    if drift.gone_at is not None or found is None:
        raise RuleBroken(_("These books agree again; there is nothing to mend."))
    if min(found.held_too_many, found.used_too_many) < 0:
        raise RuleBroken(
            _("The ledger gives this file less than it should have. A step of the file takes places; a mend returns.")
        )
    return {"held": found.held_too_many, "used": found.used_too_many}


@transaction.atomic
def rebuild(number: int, *, at: datetime) -> list[Difference]:
    """Set the counters anew because of this difference, and note it gone; gives which counters were wrong."""
    drift = (
        Drift.objects.select_for_update(of=("self",)).filter(pk=number, between=Between.COUNTERS, gone_at=None).first()
    )
    if drift is None:
        raise RuleBroken(_("There is no open difference between counters and ledger with the number %d.") % number)
    wrong = rebuild_counters(subject=f"drift {drift.pk}", at=at)
    Drift.objects.filter(between=Between.COUNTERS, gone_at=None).update(gone_at=at)
    return wrong
