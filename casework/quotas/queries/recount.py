"""Whether the counters say what the ledger says.

Counters and ledger are compared by one statement: it sees one moment, so that lines which are written meanwhile stand
in both or in neither.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from casework.quotas.models import Allocation, Ceiling

# Without any ceiling the ledger is not read a second time for them.
COUNTERS = """
    SELECT 'allocation' AS book, cell.id, what.name, what.counter, what.ledger
    FROM quotas_allocation AS cell LEFT JOIN (
        SELECT allocation_id, sum(d_limit) AS "limit", sum(d_held) AS held, sum(d_used) AS used
        FROM quotas_entry GROUP BY allocation_id
    ) AS lines ON lines.allocation_id = cell.id CROSS JOIN LATERAL (VALUES
        ('limit', cell."limit", coalesce(lines."limit", 0)),
        ('held', cell.held, coalesce(lines.held, 0)),
        ('used', cell.used, coalesce(lines.used, 0))
    ) AS what (name, counter, ledger)
    WHERE what.counter <> what.ledger
    UNION ALL
    SELECT 'ceiling', ceiling.id, 'taken', ceiling.taken, coalesce(lines.taken, 0)
    FROM quotas_ceiling AS ceiling LEFT JOIN (
        SELECT charged, sum(d_held + d_used) AS taken FROM quotas_entry, unnest(ceilings) AS charged
        WHERE ceilings <> '{}' AND EXISTS (SELECT FROM quotas_ceiling) GROUP BY charged
    ) AS lines ON lines.charged = ceiling.id
    WHERE ceiling.taken <> coalesce(lines.taken, 0)
"""
ORDER = "book, id, array_position('{limit,held,used}', name)"
IN_ORDER = f"SELECT * FROM ({COUNTERS}) AS counters ORDER BY {ORDER}"  # noqa: S608 every word of it is our own


class Counted(NamedTuple):
    """A row of COUNTERS."""

    book: str
    id: int
    name: str
    counter: int
    ledger: int


@dataclass(frozen=True)
class Difference:
    """A counter that is not the sum of its lines. `what`: limit, held, used, or taken of a ceiling."""

    subject: str
    what: str
    counter: int
    ledger: int


def differences() -> list[Difference]:
    """Counters that differ from the ledger; none while all is well. Reads the whole ledger once."""
    with connection.cursor() as cursor:
        cursor.execute(IN_ORDER)
        return named(Counted(*row) for row in cursor.fetchall())


def named(found: Iterable[Counted]) -> list[Difference]:
    """The same in the words of officers."""
    rows = list(found)
    names = _names(row.id for row in rows if row.book == "allocation")
    names |= _names_of_ceilings(row.id for row in rows if row.book == "ceiling")
    return [Difference(names[row.book, row.id], row.name, row.counter, int(row.ledger)) for row in rows]


def _names(ids: Iterable[int]) -> dict[tuple[str, int], str]:
    cells = Allocation.objects.filter(pk__in=set(ids)).select_related("plan__programme", "region")
    return {("allocation", cell.pk): str(cell) for cell in cells}


def _names_of_ceilings(ids: Iterable[int]) -> dict[tuple[str, int], str]:
    ceilings = Ceiling.objects.filter(pk__in=set(ids)).select_related("plan__programme")
    return {("ceiling", ceiling.pk): str(ceiling) for ceiling in ceilings}
