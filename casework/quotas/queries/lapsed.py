"""Places whose hold the clock ended, because the applicant let the time pass."""

from casework.common.cubes import Cube, Window, counted

LAPSED = """
    SELECT plan.programme_id, plan.year, cell.region_id, cell.category, -sum(d_held)
    FROM quotas_entry AS line JOIN quotas_allocation AS cell ON cell.id = line.allocation_id
        JOIN quotas_plan AS plan ON plan.id = cell.plan_id
    WHERE line.kind = 'release' AND line.made_by_id IS NULL
      AND happened_on < %(until)s AND recorded_at <= %(known_at)s AND plan.year = %(year)s
    GROUP BY 1, 2, 3, 4
"""
USED = """
    SELECT plan.programme_id, plan.year, sum(d_used) FILTER (WHERE line.kind = 'use'),
        -sum(d_used) FILTER (WHERE line.kind = 'give_back'), sum(d_used) FILTER (WHERE line.kind = 'opening')
    FROM quotas_entry AS line JOIN quotas_allocation AS cell ON cell.id = line.allocation_id
        JOIN quotas_plan AS plan ON plan.id = cell.plan_id
    WHERE line.d_used <> 0 AND happened_on >= %(since)s AND happened_on < %(until)s AND recorded_at <= %(known_at)s
      AND plan.unit <> 'families' AND (%(region)s = '' OR cell.region_id = %(region)s)
    GROUP BY 1, 2
"""


def lapsed(year: int, window: Window) -> Cube:
    """Lapsed places of the plans of a year up to the end of the window, by programme, region and category."""
    return counted(
        LAPSED, {**window.words, "year": year}, ("programme", "year", "region", "category"), ("lapsed",)
    )  # fmt: skip


def used_in(window: Window, region: str = "") -> Cube:
    """Lines of the ledger of a period that used places or gave them back, by programme and year of the plan.

    Plans that count families are left out: their places are no persons.
    """
    words = {**window.words, "region": region}
    return counted(USED, words, ("programme", "year"), ("used", "given_back", "opening"))
