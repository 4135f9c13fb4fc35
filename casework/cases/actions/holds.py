"""Where files meet the ledger: the lines that each effect of a step writes. Always the last writes of a step."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.cases import queries, rules
from casework.cases.models import Case
from casework.cases.procedures import registered
from casework.cases.queries.impact import held_places
from casework.common.errors import RuleBroken
from casework.common.flow import Effect
from casework.common.workdays import local_date
from casework.quotas import actions as quotas
from casework.quotas import queries as ledger
from casework.quotas.models import Allocation, Entry
from casework.reference.models import Region


def draws(case: Case) -> bool:
    """Whether a file takes places of a quota at all: its procedure names a programme for it."""
    programme = registered()[case.procedure].programme
    return programme is not None and bool(programme(case))


def allocation_of(case: Case, at: datetime) -> Allocation:
    """The allocation a file draws on: its programme, the year of the hold, its region of settlement, its category."""
    kind = registered()[case.procedure]
    if kind.programme is None or not draws(case):
        raise RuleBroken(_("A file of this kind draws on no quota."))
    category = kind.category(case) if kind.category else ""
    return ledger.allocation_for(kind.programme(case), local_date(at).year, case.settlement_region, category)


def ceilings_of(case: Case) -> list[int]:
    """The ceilings of its plan that the places of a file are charged to besides its allocation."""
    margins = registered()[case.procedure].margins
    return ledger.ceilings_over(_drawn(case).plan, margins(case)) if margins else []


def places_of(case: Case) -> int:
    """Places that the counted members of a file take in the unit of its plan."""
    unit = case.allocation.plan.unit if case.allocation else ""
    return rules.places(unit, sum(member.is_counted for member in case.members.all()))


def shortage(case: Case, at: datetime, *, joining: int = 0, settling_in: Region | None = None) -> quotas.QuotaExhausted:
    """The refusal in figures, for a file whose places could not be held.

    `joining` members were to be counted besides; `settling_in` was to be the new region, where nothing is held yet.
    """
    now = Case.objects.select_related("settlement_region", "allocation__plan").get(pk=case.pk)
    held = 0 if settling_in else held_places(now)
    now.settlement_region = settling_in or now.settlement_region
    allocation = None if settling_in else now.allocation
    allocation = allocation or allocation_of(now, at)
    members = now.members.filter(is_counted=True).count() + joining
    return quotas.exhausted(allocation, rules.places(allocation.plan.unit, members) - held)


def ceiling_shortage(case: Case, at: datetime) -> quotas.QuotaExhausted:
    """The refusal by the ceilings over the allocation of a file, in figures."""
    now = Case.objects.select_related("settlement_region", "allocation__plan").get(pk=case.pk)
    now.allocation = now.allocation or allocation_of(now, at)
    return quotas.bound(ceilings_of(now), places_of(now) - held_places(now))


def hold(case: Case, *, by: Officer, at: datetime) -> None:
    """Hold what the counted members need and the file does not hold yet: all of it, or nothing."""
    missing = places_of(case) - held_places(case) if draws(case) else 0
    if missing <= 0:
        return
    key = f"{case.number}/hold/{case.version}"
    ceilings = ceilings_of(case)
    quotas.hold(_drawn(case), places=missing, file=case.number, key=key, ceilings=ceilings, by=by, at=at)


def use(case: Case, *, by: Officer, at: datetime) -> None:
    """Use a place for each granted member; what is held beyond that is free again."""
    if not draws(case):
        return
    held = ledger.open_holds(case.number)
    granted = rules.places(_drawn(case).plan.unit, sum(member.is_counted for member in queries.granted(case)))
    for entry, places in zip(held, rules.split_use(granted, [entry.places for entry in held]), strict=True):
        if places:
            quotas.use(entry, places=places, key=f"{case.number}/use/{entry.pk}", by=by, at=at)
        else:
            quotas.release(entry, key=f"{case.number}/release/{entry.pk}", by=by, at=at)


def release(case: Case, *, by: Officer | None, at: datetime) -> None:
    """Free every place the file holds."""
    for entry in ledger.open_holds(case.number):
        quotas.release(entry, key=f"{case.number}/release/{entry.pk}", by=by, at=at)


def give_back(case: Case, *, by: Officer, at: datetime) -> None:
    """Return every place the file used and has not given back."""
    for entry in ledger.uses(case.number).select_related("allocation"):
        left = entry.places - ledger.given_back(entry)
        if left:
            quotas.give_back(entry, places=left, key=f"{case.number}/give-back/{entry.pk}", by=by, at=at)


def move(case: Case, *, by: Officer, at: datetime) -> None:
    """Release where the file held and hold where it settles now, by ascending allocation so that nobody deadlocks."""
    held = ledger.open_holds(case.number)
    writes: list[tuple[int, Callable[[], object]]] = [
        (entry.allocation_id, _releasing(case, entry, by=by, at=at)) for entry in held
    ]
    new, places, ceilings = _drawn(case), places_of(case), ceilings_of(case)
    key = f"{case.number}/hold/{case.version}"
    hold_anew = partial(quotas.hold, new, places=places, file=case.number, key=key, ceilings=ceilings, by=by, at=at)
    writes.append((new.pk, hold_anew))
    for _allocation, write in sorted(writes, key=lambda pair: pair[0]):
        write()


def _releasing(case: Case, entry: Entry, *, by: Officer, at: datetime) -> Callable[[], object]:
    return lambda: quotas.release(entry, key=f"{case.number}/release/{entry.pk}", by=by, at=at)


def _drawn(case: Case) -> Allocation:
    if case.allocation is None:
        raise RuleBroken(_("This file draws on no allocation."))
    return case.allocation


def _nothing(case: Case, *, by: Officer, at: datetime) -> None:
    """A step without effect on places."""


LINES: Mapping[Effect, Callable[..., None]] = {
    Effect.NONE: _nothing,
    Effect.HOLD: hold,
    Effect.USE: use,
    Effect.RELEASE: release,
    Effect.GIVE_BACK: give_back,
    Effect.MOVE: move,
}
