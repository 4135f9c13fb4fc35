"""The status and the inclusions themselves, counted: what began, what ended and why, what an inclusion brought."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from casework.arrivals.rules import SENIOR_AT, WORKING_AT
from casework.common.cubes import Cube, Window, counted
from casework.people.queries.groups import age_group

SIDES = ("region", "country", "age", "sex", "year")
FIGURES = ("before", "granted", "extended", "citizenship", "annulled", "expired", "in_force")
ENDED = "until > %(before)s AND until <= %(last)s"
# What an end is called: where nobody said why it ended, its time was over.
GRANTS = f"""
    SELECT filed.settlement_region_id, coalesce(nullif(application.left_country, ''), person.citizenship),
        {age_group("born_on", "%(last)s::date", WORKING_AT, SENIOR_AT)}, sex, extract(year FROM since)::int,
        count(*) FILTER (WHERE since <= %(before)s AND until > %(before)s),
        count(*) FILTER (WHERE since >= %(since)s),
        count(*) FILTER (WHERE extended_by_id IS NOT NULL AND extension.closed_at >= %(began)s
            AND extension.closed_at < %(ended)s AND extension.closed_at <= %(known_at)s),
        count(*) FILTER (WHERE {{ended}} AND end_reason = 'citizenship'),
        count(*) FILTER (WHERE {{ended}} AND end_reason = 'annulment'),
        count(*) FILTER (WHERE {{ended}} AND end_reason IN ('', 'expiry')),
        count(*) FILTER (WHERE until > %(last)s)
    FROM returnees_grant AS status JOIN cases_case AS filed ON filed.id = status.case_id
        JOIN people_person AS person ON person.id = status.person_id
        LEFT JOIN returnees_statusapplication AS application ON application.case_id = filed.id
        LEFT JOIN cases_case AS extension ON extension.id = status.extended_by_id
    WHERE since < %(until)s AND (until > %(before)s OR since >= %(since)s)
      AND (%(region)s = '' OR filed.settlement_region_id = %(region)s)
    GROUP BY 1, 2, 3, 4, 5
""".format(ended=f"({ENDED} OR until = since AND since >= %(since)s)")  # noqa: S608
# The region of a status is that of its file, which is looked up only where one is asked for.
TOTALS = """
    SELECT count(*) FILTER (WHERE since >= %(since)s), count(*) FILTER (WHERE until > %(last)s)
    FROM returnees_grant AS status WHERE since < %(until)s AND (until > %(last)s OR since >= %(since)s)
      AND (%(region)s = '' OR EXISTS (
        SELECT FROM cases_case AS filed WHERE filed.id = status.case_id AND filed.settlement_region_id = %(region)s
    ))
"""
INCLUDED = ("included", "annulled")
INCLUSIONS = """
    SELECT programme_id,
        count(*) FILTER (WHERE included_on >= %(since)s AND included_on < %(until)s),
        count(*) FILTER (WHERE annulled_at >= %(began)s AND annulled_at < %(ended)s AND annulled_at <= %(known_at)s)
    FROM returnees_inclusion AS inclusion JOIN cases_case AS filed ON filed.id = inclusion.case_id
    WHERE (included_on >= %(since)s AND included_on < %(until)s OR annulled_at >= %(began)s)
      AND (%(region)s = '' OR filed.settlement_region_id = %(region)s)
    GROUP BY 1
"""
MONEY = """
    SELECT request.programme_id, measure, count(*), count(DISTINCT entitlement.case_id), sum(tenge)
    FROM returnees_entitlement AS entitlement JOIN cases_case AS filed ON filed.id = entitlement.case_id
        JOIN returnees_inclusionrequest AS request ON request.case_id = filed.id
    WHERE (%(region)s = '' OR filed.settlement_region_id = %(region)s) AND EXISTS (
        SELECT FROM returnees_inclusion AS inclusion WHERE inclusion.case_id = filed.id
            AND included_on >= %(since)s AND included_on < %(until)s
    ) GROUP BY 1, 2 ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Money:
    """What inclusions of a period brought by one measure, in tenge; a monthly measure is told as of one month."""

    programme: str
    measure: str
    entitlements: int
    files: int
    tenge: Decimal


def grants(window: Window, region: str = "") -> Cube:
    """Statuses by the year in which they began; of each period what was there before, began, ended, and is in force."""
    return counted(GRANTS, {**window.words, "region": region}, SIDES, FIGURES)


def totals(window: Window, region: str = "") -> Cube:
    """Statuses that began in a period, and those in force at its end, as `grants` tells them, without their sides."""
    return counted(TOTALS, {**window.words, "region": region}, (), ("granted", "in_force"))


def inclusions(window: Window, region: str = "") -> Cube:
    """Persons included and inclusions annulled in a period, by programme."""
    return counted(INCLUSIONS, {**window.words, "region": region}, ("programme",), INCLUDED)


def money(window: Window, region: str = "") -> list[Money]:
    with connection.cursor() as cursor:
        cursor.execute(MONEY, {**window.words, "region": region})
        return [Money(*row) for row in cursor.fetchall()]
