"""Crossings of any period of days, from the tallies of its days, as frozen groups."""

from casework.arrivals.models import Purpose
from casework.arrivals.states import Side
from casework.common.cubes import Cube, Window, counted
from casework.common.written import Text

FIGURES = ("into", "out", "into_for_good", "out_for_good")
WAYS = """
    sum(crossings) FILTER (WHERE direction = 'in'), sum(crossings) FILTER (WHERE direction = 'out'),
    sum(for_good) FILTER (WHERE direction = 'in'), sum(for_good) FILTER (WHERE direction = 'out')
"""
OF_SIDE = f"""
    SELECT key, {WAYS} FROM arrivals_tally
    WHERE side = %(side)s AND grain = 'day' AND since >= %(since)s AND since < %(until)s GROUP BY 1
"""  # noqa: S608 words of our own
OF_MONTHS = f"""
    SELECT to_char(since, 'YYYY-MM'), {WAYS} FROM arrivals_tally
    WHERE side = 'all' AND grain = 'day' AND since >= %(since)s AND since < %(until)s GROUP BY 1 ORDER BY 1
"""  # noqa: S608
RECOUNTED = """
    SELECT to_char(month, 'YYYY-MM'), sum(tallied), sum(crossings) FROM arrivals_tallyrecount
    WHERE month >= date_trunc('month', %(since)s::date) AND month + interval '1 month' <= %(until)s
      AND counted_at <= %(known_at)s GROUP BY 1 ORDER BY 1
"""


def crossings(side: Side, window: Window) -> Cube:
    """Crossings in and out, and of these for good, by the codes of one side."""
    return counted(OF_SIDE, {**window.words, "side": side.value}, ("key",), FIGURES)


def months(window: Window) -> Cube:
    """The same by month, ``2026-03``; the first and the last as far as the period goes."""
    return counted(OF_MONTHS, window.words, ("month",), FIGURES)


def recounts(window: Window) -> Cube:
    """Months of the period that were held against the crossings themselves: by the tallies, and on record."""
    return counted(RECOUNTED, window.words, ("month",), ("tallied", "crossings"))


def purpose_names() -> dict[str, Text]:
    found = Purpose.objects.values_list("code", "name_kk", "name_ru", "name_en")
    return {code: Text(kk, ru, en) for code, kk, ru, en in found}
