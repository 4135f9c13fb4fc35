"""Whether the counters say what the ledger says."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Sum

from casework.quotas.models import Allocation, Ceiling, Entry

CEILINGS = """
    SELECT ceiling, sum(d_held + d_used) FROM quotas_entry, unnest(ceilings) AS ceiling
    WHERE ceilings <> '{}' GROUP BY ceiling
"""


@dataclass(frozen=True)
class Difference:
    """A counter that is not the sum of its lines. `what`: limit, held, used, or taken of a ceiling."""

    subject: str
    what: str
    counter: int
    ledger: int


def differences() -> list[Difference]:
    """Counters that differ from the ledger; none while all is well. Reads the whole ledger once."""
    return [*_of_allocations(), *_of_ceilings()]


def _of_allocations() -> Iterator[Difference]:
    totals = Entry.objects.order_by().values_list("allocation").annotate(Sum("d_limit"), Sum("d_held"), Sum("d_used"))
    sums = {allocation: counts for allocation, *counts in totals}
    for cell in Allocation.objects.select_related("plan__programme", "region"):
        for what, ledger in zip(("limit", "held", "used"), sums.get(cell.pk, (0, 0, 0)), strict=True):
            counter = getattr(cell, what)
            if counter is not None and counter != ledger:
                yield Difference(str(cell), what, counter, ledger)


def _of_ceilings() -> Iterator[Difference]:
    ceilings = list(Ceiling.objects.select_related("plan__programme"))
    sums = _taken() if ceilings else {}
    for ceiling in ceilings:
        if ceiling.taken != sums.get(ceiling.pk, 0):
            yield Difference(str(ceiling), "taken", ceiling.taken, sums.get(ceiling.pk, 0))


def _taken() -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(CEILINGS)
        return {ceiling: int(taken) for ceiling, taken in cursor.fetchall()}
