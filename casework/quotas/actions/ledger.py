"""The lines of the ledger that files write.

Each action inserts one line: the trigger moves the counters, the CHECKs judge them. Inside a transaction that is
already open an action opens no savepoint, so a refusal spoils that whole transaction: wrap the outermost action in
`refuses_overdrawing`, outside its `atomic`, or give the line a savepoint of your own where the rest goes on without it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.accounts.models import Officer
from casework.common.constraints import refuses
from casework.common.errors import Conflict
from casework.common.rows import insert
from casework.common.sweeps import hint
from casework.common.workdays import local_date
from casework.quotas.models import Allocation, Ceiling, Entry
from casework.quotas.states import Deltas, Kind, deltas


class QuotaExhausted(Conflict):
    """Not that many places are free; nothing was written."""


@contextmanager
def refuses_overdrawing(allocation: Allocation | None, places: int, *, ceilings: Sequence[int] = ()) -> Iterator[None]:
    """Turn an overdrawn allocation, or a ceiling over it, into a sentence with the figures of this moment."""
    with (
        refuses("allocation_not_overdrawn", lambda: exhausted(allocation, places)),
        refuses("ceiling_not_overdrawn", lambda: bound(ceilings, places)),
    ):
        yield


def exhausted(allocation: Allocation | None, places: int) -> QuotaExhausted:
    """The refusal, with what is free at this moment."""
    now = allocation and Allocation.objects.select_related("plan__programme", "region").get(pk=allocation.pk)
    if now is None:
        return QuotaExhausted(_("Not that many places are free. Nothing was changed."))
    return QuotaExhausted(
        _("%(plan)s, %(cell)s: %(needed)s and %(left)s. Nothing was held and nothing was changed.")
        % {"plan": now.plan, "cell": now.label, "needed": _needed(places), "left": _left(now.free or 0)}
    )


def bound(ceilings: Sequence[int], places: int) -> QuotaExhausted:
    """The refusal by ceilings: each that has fewer places left than are needed, with how many."""
    tight = [
        _("%(ceiling)s: %(needed)s and %(left)s.")
        % {"ceiling": ceiling, "needed": _needed(places), "left": _left(ceiling.free)}
        for ceiling in Ceiling.objects.filter(pk__in=ceilings).select_related("plan__programme").order_by("pk")
        if ceiling.free < places
    ]
    return QuotaExhausted(*(tight or [_("The ceiling was full for a moment; try again.")]), _("Nothing was held."))


def _needed(places: int) -> str:
    return ngettext("%(n)d place is needed", "%(n)d places are needed", places) % {"n": places}


def _left(free: int) -> str:
    if free <= 0:
        return _("none is left")
    return ngettext("only %(n)d place is left", "only %(n)d places are left", free) % {"n": free}


@transaction.atomic(savepoint=False)
def hold(
    allocation: Allocation, *, places: int, file: str, key: str, ceilings: Sequence[int] = (), by: Officer | None,
    at: datetime,
) -> Entry:  # fmt: skip
    """Keep places for a file until they are used or released: all of them, or none.

    `by` is None where the rule of a waiting list offers them.
    """
    return _post(allocation, Kind.HOLD, places, file=file, key=key, ceilings=sorted(ceilings), by=by, at=at)


@transaction.atomic(savepoint=False)
def use(held: Entry, *, places: int, key: str, by: Officer, at: datetime) -> Entry:
    """End a hold by using some or all of its places; what is not used is free again."""
    return _close(held, Kind.USE, places, key=key, by=by, at=at)


@transaction.atomic(savepoint=False)
def release(held: Entry, *, key: str, by: Officer | None, at: datetime) -> Entry:
    """End a hold and free all of its places; `by` is None where its day has come and nobody ended it."""
    return _close(held, Kind.RELEASE, held.places, key=key, by=by, at=at)


@transaction.atomic(savepoint=False)
def give_back(used: Entry, *, places: int, key: str, by: Officer, at: datetime) -> Entry:
    """Return places that were used; they are free again while the plan is open, and only noted when it is closed."""
    effect = deltas(Kind.GIVE_BACK, 0 if used.allocation.is_closed else places)
    return _insert(used, Kind.GIVE_BACK, places, effect, key=key, by=by, at=at)


def _post(allocation: Allocation, kind: Kind, places: int, *, by: Officer | None, at: datetime, **line: Any) -> Entry:
    return write(
        allocation_id=allocation.pk, kind=kind, places=places, effect=deltas(kind, places), by=by,
        happened_on=local_date(at), **line,
    )  # fmt: skip


def _close(held: Entry, kind: Kind, places: int, *, key: str, by: Officer | None, at: datetime) -> Entry:
    return _insert(held, kind, places, deltas(kind, places, held=held.places), key=key, by=by, at=at)


def _insert(
    ended: Entry, kind: Kind, places: int, effect: Deltas, *, key: str, by: Officer | None, at: datetime
) -> Entry:
    """A line that ends `ended`, on its allocation, file and ceilings."""
    return write(
        allocation_id=ended.allocation_id, kind=kind, places=places, effect=effect, file=ended.file, closes=ended,
        ceilings=ended.ceilings, key=key, by=by, happened_on=local_date(at),
    )  # fmt: skip


def write(*, effect: Deltas, by: Officer | None, **line: Any) -> Entry:
    """Add one line and nothing else: the database reckons and judges. Projections follow when it is committed."""
    entry = insert(Entry(**vars(effect), made_by=by, **line))
    hint("quotas.recalculate")
    return entry
