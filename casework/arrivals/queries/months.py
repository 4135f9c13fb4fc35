"""Which months the table of crossings is divided into."""

from datetime import date

from django.db import connection

from casework.arrivals.models import Tally, TallyRecount
from casework.arrivals.states import Grain, Side
from casework.common.periods import months_after
from casework.common.workdays import first_moment

EARLIEST = date(1992, 1, 1)
PREFIX = "arrivals_crossing_"
ATTACHED = """
SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
WHERE inhparent = 'arrivals_crossing'::regclass
"""


def table_of(month: date) -> str:
    return f"{PREFIX}{month:%Y_%m}"


def months_kept() -> set[date]:
    """The first day of each month that the table holds."""
    with connection.cursor() as cursor:
        cursor.execute(ATTACHED)
        names = [name.removeprefix(PREFIX) for (name,) in cursor.fetchall()]
    return {date(int(name[:4]), int(name[5:]), 1) for name in names}


def first_kept() -> date:
    """The first day of which crossings are taken in: after the last month that was taken off, whose tallies stayed."""
    tallied = set(Tally.objects.filter(side=Side.ALL, grain=Grain.MONTH).values_list("since", flat=True))
    return max((months_after(month, 1) for month in tallied - months_kept()), default=EARLIEST)


def months_to_recount(today: date) -> list[date]:
    """Months that were not counted yet today and hold crossings or tallies of them, the newest first."""
    counted = TallyRecount.objects.filter(counted_at__gte=first_moment(today)).values_list("month", flat=True)
    tallied = set(Tally.objects.filter(side=Side.ALL, grain=Grain.MONTH).values_list("since", flat=True))
    return sorted(tallied & months_kept() - set(counted), reverse=True)
