"""The books of an authority that starts within a year: what was used before its first day here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.audit.actions import record
from casework.common.errors import RuleBroken
from casework.common.rows import insert_all
from casework.common.sweeps import hint
from casework.common.workdays import local_date
from casework.quotas.actions.closing import check_open
from casework.quotas.actions.plans import Signatories
from casework.quotas.models import Allocation, Ceiling, Entry, Order, Plan
from casework.quotas.states import Kind, OrderKind, deltas

AT_ONCE = 1000  # lines in a statement


@dataclass(frozen=True, order=True)
class Opened:
    """Where places were used before the opening, and on which day: an allocation, and the ceilings over it."""

    allocation: int
    day: date
    ceilings: tuple[int, ...] = ()


@transaction.atomic
def open_books(
    plan: Plan, used: Mapping[Opened, int], *, act: str, source: str, by: Signatories, at: datetime
) -> Order:
    """Write what was used of a plan before the opening, in places of its unit, by an order that is in force at once.

    Each line bears the day on which its places were used. RuleBroken, with every allocation and ceiling that would be
    overdrawn and by how much; then nothing is written.
    """
    by.check()
    plan = Plan.objects.select_for_update(of=("self",)).select_related("programme").get(pk=plan.pk)
    check_open(plan)
    if obstacles := [*_overdrawn_cells(used), *_overdrawn_ceilings(used)]:
        raise RuleBroken(*obstacles)
    order = _signed(plan, act, source, by, at)
    _write(order, used)
    order.posted_at = at
    order.save(update_fields=["posted_at"])
    after = {"places": sum(used.values()), "act": act, "source": source, "signed_by": by.first.username}
    record("quotas.open_books", subject=order.number, by=by.second, at=at, after=after)
    hint("quotas.recalculate")
    return order


def _overdrawn_cells(used: Mapping[Opened, int]) -> Iterator[str]:
    """Locked by ascending id, as everywhere."""
    asked = _summed((key.allocation, places) for key, places in used.items())
    cells = Allocation.objects.filter(pk__in=asked).select_for_update(of=("self",)).order_by("pk")
    for cell in cells.select_related("region"):
        if cell.free is not None and asked[cell.pk] > cell.free:
            yield _beyond(cell.label, asked[cell.pk], cell.free)


def _overdrawn_ceilings(used: Mapping[Opened, int]) -> Iterator[str]:
    asked = _summed((ceiling, places) for key, places in used.items() for ceiling in key.ceilings)
    for ceiling in Ceiling.objects.filter(pk__in=asked).select_for_update(of=("self",)).order_by("pk"):
        if asked[ceiling.pk] > ceiling.free:
            yield _beyond(ceiling.label, asked[ceiling.pk], ceiling.free)


def _summed(pairs: Iterable[tuple[int, int]]) -> Counter[int]:
    sums: Counter[int] = Counter()
    for key, places in pairs:
        sums[key] += places
    return sums


def _beyond(label: str, asked: int, free: int) -> str:
    words = _("%(label)s: %(asked)d places were used, but only %(free)d are free; %(over)d too many.")
    return words % {"label": label, "asked": asked, "free": free, "over": asked - free}


def _signed(plan: Plan, act: str, source: str, by: Signatories, at: datetime) -> Order:
    """Both at once: whoever loads the file answers for its two signatories."""
    return Order.objects.create(
        plan=plan, kind=OrderKind.OPEN, act=act, source=source, in_force_from=local_date(at),
        drafted_by=by.first, drafted_at=at, signed_by=by.first, signed_at=at,
        countersigned_by=by.second, countersigned_at=at,
    )  # fmt: skip


def _write(order: Order, used: Mapping[Opened, int]) -> None:
    """By ascending allocation, then by day."""
    lines = [_line(order, number, *each) for number, each in enumerate(sorted(used.items())) if each[1]]
    for first in range(0, len(lines), AT_ONCE):
        insert_all(lines[first : first + AT_ONCE])


def _line(order: Order, number: int, key: Opened, places: int) -> Entry:
    return Entry(
        **vars(deltas(Kind.OPENING, places)), order=order, allocation_id=key.allocation, kind=Kind.OPENING,
        places=places, ceilings=list(key.ceilings), happened_on=key.day,
        made_by=order.countersigned_by, key=f"order/{order.pk}/opening/{number}",
    )  # fmt: skip
