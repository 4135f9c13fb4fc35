"""Counters set anew from the ledger, by the owner of the database alone: a trigger refuses it to everybody else."""

from datetime import datetime

from django.db import connection, transaction

from casework.audit.actions import record
from casework.quotas.queries.recount import Difference, differences

# The lock lets nobody write a line until the counters are what the lines say.
REBUILD = """
    LOCK TABLE quotas_entry IN SHARE ROW EXCLUSIVE MODE;
    ALTER TABLE quotas_allocation DISABLE TRIGGER quotas_allocation_counted_by_ledger;
    ALTER TABLE quotas_ceiling DISABLE TRIGGER quotas_ceiling_counted_by_ledger;
    UPDATE quotas_allocation AS cell SET
        "limit" = CASE WHEN cell."limit" IS NOT NULL THEN lines."limit" END, held = lines.held, used = lines.used
    FROM (
        SELECT cell.id, coalesce(sum(d_limit), 0) AS "limit", coalesce(sum(d_held), 0) AS held,
            coalesce(sum(d_used), 0) AS used
        FROM quotas_allocation AS cell LEFT JOIN quotas_entry AS line ON line.allocation_id = cell.id GROUP BY cell.id
    ) AS lines
    WHERE lines.id = cell.id AND (cell.held, cell.used, coalesce(cell."limit", lines."limit"))
        IS DISTINCT FROM (lines.held, lines.used, lines."limit");
    UPDATE quotas_ceiling AS ceiling SET taken = (
        SELECT coalesce(sum(d_held + d_used), 0) FROM quotas_entry WHERE ceilings @> ARRAY[ceiling.id]
    );
    ALTER TABLE quotas_allocation ENABLE TRIGGER quotas_allocation_counted_by_ledger;
    ALTER TABLE quotas_ceiling ENABLE TRIGGER quotas_ceiling_counted_by_ledger;
"""


@transaction.atomic
def rebuild_counters(*, subject: str, at: datetime) -> list[Difference]:
    """Bring every counter to the sum of its lines, and record which were wrong; gives these.

    The lines themselves stay as they are. Raises ProgrammingError for a role that does not own the tables.
    """
    wrong = differences()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(REBUILD)
    told = {each.subject: f"{each.what} {each.counter} → {each.ledger}" for each in wrong}
    record("quotas.rebuild_counters", subject=subject, by=None, at=at, after=told)
    return wrong
