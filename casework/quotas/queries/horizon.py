"""The moment up to which everything recorded in the ledger can be seen.

All processes of Kosh speak to the database as one role; of the transactions of another, PostgreSQL hides the beginning.
"""

from datetime import datetime

from django.db import connection

# A line is recorded no earlier than its transaction began, and a transaction that writes lines holds this lock until
# it ends. So whatever was recorded before the oldest of them began has been committed, or never will be.
HORIZON = """
    SELECT least(statement_timestamp(), min(activity.xact_start)) - interval '1 microsecond'
    FROM pg_locks AS writing JOIN pg_stat_activity AS activity USING (pid)
    WHERE writing.locktype = 'relation' AND writing.relation = 'quotas_entry'::regclass
      AND writing.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND writing.mode = 'RowExclusiveLock' AND writing.pid <> pg_backend_pid()
"""


def horizon() -> datetime:
    """Now, or as far back as the oldest transaction of others that still writes lines, by the clock of the database.

    A position as known at this moment is the same whenever it is asked: no line that is written now, and committed
    later, can be counted then that is not counted today.
    """
    with connection.cursor() as cursor:
        cursor.execute(HORIZON)
        (moment,) = cursor.fetchone()
    return moment
