"""How far a reader of the ledger has read it, by the horizon of transactions.

Numbers of transactions belong to one database cluster. A ledger that was restored into another one bears numbers that
mean nothing there, and a mark that lies anywhere; both are noticed, and the reader begins anew.
"""

from django.db import connection

from casework.quotas.models import LedgerMark

HORIZON = "SELECT (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint"
BEYOND = "SELECT (pg_snapshot_xmax(pg_current_snapshot())::text)::bigint, system_identifier FROM pg_control_system()"
# Writers wait meanwhile, so the wait for those who are at work is a short one; the sweep tries again.
STAND_STILL = "SET LOCAL lock_timeout = '2s'; LOCK TABLE quotas_entry IN SHARE MODE; SET LOCAL lock_timeout TO DEFAULT"
LAST_LINE = "SELECT coalesce(max(id), 0) FROM quotas_entry"


def settled_horizon() -> int:
    """The first transaction that may still be running: everything before it is committed or gone."""
    with connection.cursor() as cursor:
        cursor.execute(HORIZON)
        return int(cursor.fetchone()[0])


def lock_mark(reader: str) -> LedgerMark:
    """Whoever reads, reads alone: a line is added up once."""
    LedgerMark.objects.bulk_create([LedgerMark(reader=reader)], ignore_conflicts=True)
    return LedgerMark.objects.select_for_update(of=("self",)).get(pk=reader)


def is_foreign(mark: LedgerMark) -> bool:
    """Whether the mark was set in another cluster, or never."""
    following, cluster = _here()
    return mark.cluster != cluster or mark.horizon > following


def begin_anew(mark: LedgerMark) -> None:
    """Set the mark so that whoever reads the whole ledger now, in this transaction, later reads the rest, once.

    While the table stands still no line is half written: those up to the last one are all there, and a later one bears
    a number of this cluster at or above its horizon.
    """
    with connection.cursor() as cursor:
        cursor.execute(STAND_STILL)
        cursor.execute(LAST_LINE)
        (mark.after_line,) = cursor.fetchone()
    mark.cluster, mark.horizon = _here()[1], settled_horizon()
    mark.save(update_fields=["after_line", "cluster", "horizon"])


def _here() -> tuple[int, int]:
    """The first transaction that has not begun, and the identity of the cluster."""
    with connection.cursor() as cursor:
        cursor.execute(BEYOND)
        return cursor.fetchone()
