"""When allocations run out at the pace before a day, from the ledger alone: the same whenever it is asked."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from casework.common.cubes import Figures, counted
from casework.quotas import rules

FAR = timedelta(days=730)
USED = """
    SELECT allocation_id, sum(d_used), count(*) FILTER (WHERE kind = 'use') FROM quotas_entry
    WHERE d_used <> 0 AND kind <> 'opening' AND happened_on > %(since)s AND happened_on <= %(as_of)s
      AND recorded_at <= %(known_at)s AND allocation_id = ANY(%(cells)s)
    GROUP BY 1
"""


def exhausted(free: Mapping[int, int | None], as_of: date, known_at: datetime) -> dict[int, date | None]:
    """The day on which so many free places of each allocation are used up at the pace of the days before; None where
    too few uses tell, as on its page, or where it is two years off or more.
    """
    since = as_of - timedelta(days=rules.PACE_DAYS)
    words = {"cells": list(free), "as_of": as_of, "since": since, "known_at": known_at}
    paces = {int(cell): pace for (cell,), pace in counted(USED, words, ("cell",), ("used", "uses")).rows}
    return {cell: _exhausted(places, paces.get(cell, (0, 0)), as_of) for cell, places in free.items()}


def _exhausted(free: int | None, pace: Figures, as_of: date) -> date | None:
    used, uses = pace
    found = rules.exhausted_on(free=free, used=used, uses=uses, day=as_of)
    return found if found is not None and found - as_of < FAR else None
