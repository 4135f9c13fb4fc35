"""All writes to the quotas: the lines of the ledger.

Each action inserts one line and reads nothing: the trigger moves the counters, the CHECKs judge them. Run inside a transaction that is
already open they open no savepoint of their own, so wrap the outermost action in `refuses_overdrawing`.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.accounts.models import Officer
from casework.common.constraints import refuses
from casework.common.errors import Conflict, RuleBroken
from casework.common.workdays import local_date
from casework.quotas.models import Allocation, Entry, Order
from casework.quotas.states import Deltas, Kind, deltas


class QuotaExhausted(Conflict):
    """Not that many places are free; nothing was written."""


@contextmanager
def refuses_overdrawing(allocation: Allocation | None, places: int) -> Iterator[None]:
    """Turn an overdrawn allocation into a sentence with the figures of this moment."""
    with refuses("allocation_not_overdrawn", lambda: exhausted(allocation, places)):
        yield


def exhausted(allocation: Allocation | None, places: int) -> QuotaExhausted:
    """The refusal, with what is free at this moment."""
    now = allocation and Allocation.objects.select_related("plan__programme", "region").get(pk=allocation.pk)
    if now is None:
        return QuotaExhausted(_("Not that many places are free. Nothing was changed."))
    free = now.free or 0
    left = ngettext("only %(free)d place is left", "only %(free)d places are left", free) % {"free": free}
    needed = ngettext("%(n)d place is needed", "%(n)d places are needed", places) % {"n": places}
    return QuotaExhausted(
        _("%(plan)s, %(cell)s: %(needed)s and %(left)s. Nothing was held and nothing was changed.")
        % {"plan": now.plan, "cell": now.label, "needed": needed, "left": left}
    )


@transaction.atomic(savepoint=False)
def hold(
    allocation: Allocation, *, places: int, file: str, key: str, ceilings: Sequence[int] = (), by: Officer, at: datetime
) -> Entry:
    """Keep places for a file until they are used or released: all of them, or none."""
    return _post(allocation, Kind.HOLD, places, file=file, key=key, ceilings=sorted(ceilings), by=by, at=at)


@transaction.atomic(savepoint=False)
def use(held: Entry, *, places: int, key: str, by: Officer, at: datetime) -> Entry:
    """End a hold by using some or all of its places; what is not used is free again."""
    return _close(held, Kind.USE, places, key=key, by=by, at=at)


@transaction.atomic(savepoint=False)
def release(held: Entry, *, key: str, by: Officer, at: datetime) -> Entry:
    """End a hold and free all of its places."""
    return _close(held, Kind.RELEASE, held.places, key=key, by=by, at=at)


@transaction.atomic(savepoint=False)
def give_back(used: Entry, *, places: int, key: str, by: Officer, at: datetime) -> Entry:
    """Return places that were used; they are free again while the plan is open, and only noted when it is closed."""
    effect = deltas(Kind.GIVE_BACK, 0 if used.allocation.is_closed else places)
    return _insert(used, Kind.GIVE_BACK, places, effect, key=key, by=by, at=at)


@transaction.atomic
def post_order(order: Order, *, by: Officer, at: datetime) -> Order:
    """Write the lines of a countersigned order into the ledger, by ascending allocation, once its day has come."""
    order = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
    if order.posted_at is not None:
        return order
    if order.countersigned_by_id is None or order.in_force_from > local_date(at):
        raise RuleBroken(_("An order is posted when it is countersigned and its day has come."))
    for allocation_id, kind, places in _changes(order):
        _write(
            allocation_id=allocation_id, kind=kind, places=places, effect=deltas(kind, places), order=order,
            key=f"order/{order.pk}/{allocation_id}", by=by, happened_on=order.in_force_from,
        )  # fmt: skip
    order.posted_at = at
    order.save(update_fields=["posted_at"])
    return order


def _changes(order: Order) -> list[tuple[int, Kind, int]]:
    """What an order does to each allocation, all its lines summed, by ascending allocation."""
    sums: dict[int, int] = defaultdict(int)
    for line in order.lines.all():
        if line.source_id is not None:
            sums[line.source_id] -= line.places
        if line.target_id is not None:
            sums[line.target_id] += line.places
    return [(pk, Kind.ALLOT if n > 0 else Kind.CUT, abs(n)) for pk, n in sorted(sums.items()) if n]


def _post(allocation: Allocation, kind: Kind, places: int, *, by: Officer, at: datetime, **line: Any) -> Entry:
    return _write(
        allocation_id=allocation.pk, kind=kind, places=places, effect=deltas(kind, places), by=by,
        happened_on=local_date(at), **line,
    )  # fmt: skip


def _close(held: Entry, kind: Kind, places: int, *, key: str, by: Officer, at: datetime) -> Entry:
    return _insert(held, kind, places, deltas(kind, places, held=held.places), key=key, by=by, at=at)


def _insert(ended: Entry, kind: Kind, places: int, effect: Deltas, *, key: str, by: Officer, at: datetime) -> Entry:
    """A line that ends `ended`, on its allocation, file and ceilings."""
    return _write(
        allocation_id=ended.allocation_id, kind=kind, places=places, effect=effect, file=ended.file, closes=ended,
        ceilings=ended.ceilings, key=key, by=by, happened_on=local_date(at),
    )  # fmt: skip


def _write(*, effect: Deltas, by: Officer, **line: Any) -> Entry:
    return Entry.objects.create(**asdict(effect), made_by=by, **line)
