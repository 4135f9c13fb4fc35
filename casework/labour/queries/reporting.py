"""Permits counted as of a day: what began and ended in a period, what is in force; bars and local content."""

from casework.common.cubes import Cube, Window, counted
from casework.labour.states import ENDED_EARLY, PermitState

SIDES = ("category", "region", "country", "activity", "education", "sex")
FIGURES = (
    "before", "issued", "renewed", "replacing", "lapsed", "revoked", "surrendered", "replaced", "running", "suspended",
    "in_force",
)  # fmt: skip
EARLY = ", ".join(f"'{state.value}'" for state in ENDED_EARLY)
KNOWN = "change.on <= %(last)s AND change.recorded_at <= %(known_at)s"
# A permit ends on the first day without it: that of a change that ended it, or the one after its term. The expiry that
# the clock notes says nothing new. A permit of the period: it was there on the day before or began within it.
CHANGED = f"""
    WITH ended AS (
        SELECT DISTINCT ON (permit_id) permit_id, kind, "on" FROM labour_permitchange AS change
        WHERE kind IN ({EARLY}) AND {KNOWN} ORDER BY permit_id, id
    ), stopped AS (
        SELECT permit_id FROM (
            SELECT DISTINCT ON (permit_id) permit_id, kind FROM labour_permitchange AS change
            WHERE kind IN ('{PermitState.SUSPENDED.value}', '{PermitState.RESTORED.value}') AND {KNOWN}
            ORDER BY permit_id, id DESC
        ) AS newest WHERE kind = '{PermitState.SUSPENDED.value}'
    ), permits AS (
        SELECT permit.*, coalesce(ended.kind, 'expired') AS fate, least(ended."on", until) AS over_on,
            stopped.permit_id IS NOT NULL AS is_suspended
        FROM labour_permit AS permit LEFT JOIN ended ON ended.permit_id = permit.id
            LEFT JOIN stopped ON stopped.permit_id = permit.id
        WHERE since < %(until)s AND until > %(before)s AND (%(region)s = '' OR region_id = %(region)s)
    )
"""  # noqa: S608 words of our own
RUNNING = "over_on > %(last)s"
GONE = "over_on > %(before)s AND over_on <= %(last)s"
BEGUN = "since >= %(since)s"
# Grouped first by codes of the permits alone: few groups are left to be joined with names of codes.
PERMITS = f"""
    {CHANGED}
    SELECT CASE WHEN private_employer_id IS NOT NULL THEN 'household' WHEN request.basis = 'intra' THEN 'intra'
            ELSE permits.category END,
        permits.region_id, person.citizenship, coalesce(employer.activity_id, ''),
        coalesce(request.has_education, ''), person.sex,
        count(*) FILTER (WHERE since <= %(before)s AND over_on > %(before)s),
        count(*) FILTER (WHERE {BEGUN} AND previous_id IS NULL),
        count(*) FILTER (WHERE {BEGUN} AND previous_id IS NOT NULL AND request.replaces_id IS NULL),
        count(*) FILTER (WHERE {BEGUN} AND request.replaces_id IS NOT NULL),
        count(*) FILTER (WHERE {GONE} AND fate = 'expired'), count(*) FILTER (WHERE {GONE} AND fate = 'revoked'),
        count(*) FILTER (WHERE {GONE} AND fate = 'surrendered'), count(*) FILTER (WHERE {GONE} AND fate = 'replaced'),
        count(*) FILTER (WHERE {RUNNING}), count(*) FILTER (WHERE {RUNNING} AND is_suspended),
        count(*) FILTER (WHERE {RUNNING} AND NOT is_suspended)
    FROM permits JOIN people_person AS person ON person.id = permits.person_id
        LEFT JOIN labour_permitrequest AS request ON request.case_id = permits.case_id
        LEFT JOIN labour_employer AS employer ON employer.id = permits.employer_id
    WHERE over_on > %(before)s OR over_on <= %(before)s AND since >= %(since)s
    GROUP BY 1, 2, 3, 4, 5, 6
"""  # noqa: S608
IN_FORCE = f"""
    {CHANGED} SELECT count(*) FROM permits WHERE {RUNNING} AND NOT is_suspended
"""  # noqa: S608
EMPLOYERS = f"""
    {CHANGED}
    SELECT region_id, count(DISTINCT employer_id) FILTER (WHERE employer_id IS NOT NULL),
        count(DISTINCT private_employer_id), count(DISTINCT person_id)
    FROM permits WHERE {RUNNING} AND NOT is_suspended GROUP BY 1
"""  # noqa: S608
EXEMPT = """
    SELECT why, worker.region_id, person.sex, count(*) FILTER (WHERE since <= %(before)s
            AND (until IS NULL OR until > %(before)s)),
        count(*) FILTER (WHERE until IS NULL OR until > %(last)s)
    FROM labour_exemptworker AS worker JOIN people_person AS person ON person.id = worker.person_id
    WHERE since < %(until)s AND recorded_at <= %(known_at)s AND (%(region)s = '' OR worker.region_id = %(region)s)
    GROUP BY 1, 2, 3
"""
BARS = """
    SELECT employer.region_id, violation.kind, count(*) FILTER (WHERE found_on >= %(since)s),
        count(DISTINCT violation.employer_id) FILTER (WHERE bars_until > %(last)s)
    FROM labour_violation AS violation JOIN labour_inspection AS inspection ON inspection.id = violation.inspection_id
        JOIN labour_employer AS employer ON employer.id = violation.employer_id
    WHERE found_on < %(until)s AND inspection.recorded_at <= %(known_at)s
      AND (%(region)s = '' OR employer.region_id = %(region)s)
    GROUP BY 1, 2
"""
# Of each employer the staff of the newest day on record, by pair of categories as they are understood on the last day.
CONTENT = """
    WITH newest AS (
        SELECT employer_id, max("on") AS "on" FROM labour_headcount
        WHERE "on" < %(until)s AND recorded_at <= %(known_at)s GROUP BY 1
    ), paired AS (
        SELECT staff.employer_id, category.pair, sum(citizens) AS citizens, sum(foreigners) AS foreigners
        FROM labour_headcount AS staff JOIN newest USING (employer_id, "on")
            JOIN labour_category AS category ON category.code = staff.category AND category.pair <> ''
                AND category.since <= %(last)s AND (category.until IS NULL OR category.until > %(last)s)
            JOIN labour_employer AS employer ON employer.id = staff.employer_id
        WHERE %(region)s = '' OR employer.region_id = %(region)s
        GROUP BY 1, 2
    ), least AS (
        SELECT DISTINCT ON (key) replace(replace(key, 'content.', ''), '_least', '') AS pair, value
        FROM reference_figure WHERE key IN ('content.heads_least', 'content.workers_least') AND since <= %(last)s
        ORDER BY key, since DESC
    )
    SELECT pair, count(*), sum(citizens), sum(foreigners), sum(citizens + foreigners),
        count(*) FILTER (WHERE citizens * 100 < least.value * (citizens + foreigners))
    FROM paired LEFT JOIN least USING (pair) GROUP BY 1
"""
# Places asked for within the quota by files that have no line in the ledger yet.
ASKED = """
    SELECT filed.settlement_region_id, request.category, count(*)
    FROM cases_case AS filed JOIN labour_permitrequest AS request ON request.case_id = filed.id
    WHERE received_on < %(until)s AND registered_at <= %(known_at)s AND basis = 'quota' AND replaces_id IS NULL
      AND (closed_at IS NULL OR closed_at >= %(ended)s OR closed_at > %(known_at)s)
      AND NOT EXISTS (
        SELECT FROM quotas_entry AS line WHERE line.file = filed.number
          AND happened_on < %(until)s AND recorded_at <= %(known_at)s)
    GROUP BY 1, 2
"""


def permits(window: Window, region: str = "") -> Cube:
    """Permits by every side; `running` less the suspended are in force at the end of the period."""
    return counted(PERMITS, {**window.words, "region": region}, SIDES, FIGURES)


def in_force(window: Window, region: str = "") -> int:
    """Permits in force at the end of the period."""
    return counted(IN_FORCE, {**window.words, "region": region}, (), ("permits",)).total("permits")


def employers(window: Window, region: str = "") -> Cube:
    """Employers and workers of the permits in force, by region of the permit; each is counted once in every region."""
    figures = ("employers", "private_employers", "workers")
    return counted(EMPLOYERS, {**window.words, "region": region}, ("region",), figures)


def exempt(window: Window, region: str = "") -> Cube:
    """Workers who need no permit, on the day before the period and on its last."""
    return counted(EXEMPT, {**window.words, "region": region}, ("why", "region", "sex"), ("before", "at_work"))


def bars(window: Window, region: str = "") -> Cube:
    """Violations found in the period, and employers whom one bars at its end, by the region of the employer."""
    return counted(BARS, {**window.words, "region": region}, ("region", "kind"), ("found", "barred"))


def content(window: Window, region: str = "") -> Cube:
    """Staff of employers by pair of categories; `below`: employers under the least share, exempt ones among them."""
    words = {**window.words, "region": region}
    return counted(CONTENT, words, ("pair",), ("employers", "citizens", "foreigners", "staff", "below"))


def waiting(window: Window) -> Cube:
    """Permits asked for within the quota that hold no place at the end of the period, by region and category."""
    return counted(ASKED, window.words, ("region", "category"), ("places",))
