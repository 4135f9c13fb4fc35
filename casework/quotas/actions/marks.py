"""How far a reader of the ledger has read it, by the horizon of transactions.

Numbers of transactions belong to one database cluster. A ledger that was restored into another one bears numbers that
mean nothing there, and a mark that lies anywhere; both are noticed, and the reader begins anew.
"""

from typing import NamedTuple

from django.db import connection

from casework.quotas.models import LedgerMark

HERE = """
    SELECT (pg_snapshot_xmin(here)::text)::bigint, (pg_snapshot_xmax(here)::text)::bigint, system_identifier
    FROM pg_current_snapshot() AS here, pg_control_system()
"""
# Writers wait meanwhile, so the wait for those who are at work is a short one; the sweep tries again.
STAND_STILL = "SET LOCAL lock_timeout = '2s'; LOCK TABLE quotas_entry IN SHARE MODE; SET LOCAL lock_timeout TO DEFAULT"
LAST_LINE = "SELECT coalesce(max(id), 0) FROM quotas_entry"


class Here(NamedTuple):
    """This cluster now: all transactions before `settled` are committed or gone, and `following` has not begun."""

    settled: int
    following: int
    cluster: int


def here() -> Here:
    with connection.cursor() as cursor:
        cursor.execute(HERE)
        return Here(*cursor.fetchone())


def lock_mark(reader: str) -> LedgerMark:
    """Whoever reads, reads alone: a line is added up once."""
    found = LedgerMark.objects.select_for_update(of=("self",)).filter(pk=reader)
    if mark := found.first():
        return mark
    LedgerMark.objects.bulk_create([LedgerMark(reader=reader)], ignore_conflicts=True)
    return found.get()


def is_foreign(mark: LedgerMark, now: Here) -> bool:
    """Whether the mark was set in another cluster, or never."""
    return mark.cluster != now.cluster or mark.horizon > now.following


def begin_anew(mark: LedgerMark) -> None:
    """Set the mark so that whoever reads the whole ledger now, in this transaction, later reads the rest, once.

    While the table stands still no line is half written: those up to the last one are all there, and a later one bears
    a number of this cluster at or above its horizon.
    """
    with connection.cursor() as cursor:
        cursor.execute(STAND_STILL)
        cursor.execute(LAST_LINE)
        (mark.after_line,) = cursor.fetchone()
    now = here()
    mark.cluster, mark.horizon = now.cluster, now.settled
    mark.save(update_fields=["after_line", "cluster", "horizon"])
