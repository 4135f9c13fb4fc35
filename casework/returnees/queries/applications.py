"""Files of returnees counted by persons and by files: what was asked for in a period, and what came of it."""

from casework.arrivals.rules import SENIOR_AT, WORKING_AT
from casework.cases.queries.fates import CLOSED, FILES, OPEN, OPENING, RECEIVED, Which
from casework.common.cubes import Cube, Window, counted
from casework.people.queries.groups import age_group

STATUS = ("refuse_acceptance", "grant", "refuse")
INCLUSION = ("refuse_acceptance", "include", "refuse")
SIDES = ("kind", "programme", "region", "country", "age", "sex", "education")
FIGURES = (
    "opening", "received", "refused_acceptance", "granted", "refused", "withdrawn", "lapsed", "open", "overdue",
)  # fmt: skip
AGE = age_group("born_on", "%(last)s::date", WORKING_AT, SENIOR_AT)
# A member of a granted file can be refused; whoever is not told in the decision shares the fate of the file.
OUTCOME = """
    CASE WHEN fate IN ('grant', 'include') AND outcomes ->> member.id::text = 'refused' THEN 'refuse' ELSE fate END
"""
FATES = f"""
    count(*) FILTER (WHERE {OPENING}), count(*) FILTER (WHERE {RECEIVED}),
    count(*) FILTER (WHERE {CLOSED} AND fate = 'refuse_acceptance'),
    count(*) FILTER (WHERE {CLOSED} AND fate IN ('grant', 'include')),
    count(*) FILTER (WHERE {CLOSED} AND fate = 'refuse'), count(*) FILTER (WHERE {CLOSED} AND fate = 'withdrawn'),
    count(*) FILTER (WHERE {CLOSED} AND fate = 'lapsed'),
    count(*) FILTER (WHERE {OPEN}), count(*) FILTER (WHERE {OPEN} AND is_late)
"""
FILED = f"""
    WITH files AS ({FILES}), asked AS (
        SELECT files.*, CASE WHEN complains_of_id IS NULL THEN 'application' ELSE 'complaint' END AS kind,
            coalesce(request.programme_id, '') AS programme, coalesce(application.left_country, '') AS left_country
        FROM files LEFT JOIN returnees_statusapplication AS application ON application.case_id = files.id
            LEFT JOIN returnees_inclusionrequest AS request ON request.case_id = files.id
    )
"""  # noqa: S608 words of our own
PERSONS = f"""
    {FILED}, persons AS (
        SELECT asked.*, {OUTCOME} AS outcome, person.sex, person.born_on, person.citizenship,
            person.education
        FROM asked JOIN cases_casemember AS member ON member.case_id = asked.id
            JOIN people_person AS person ON person.id = member.person_id
    )
    SELECT kind, programme, settlement_region_id, coalesce(nullif(left_country, ''), citizenship), {AGE}, sex,
        education, {FATES.replace("fate", "outcome")}
    FROM persons GROUP BY 1, 2, 3, 4, 5, 6, 7
"""  # noqa: S608
OF_FILES = f"""
    {FILED} SELECT kind, programme, settlement_region_id, {FATES} FROM asked GROUP BY 1, 2, 3
"""  # noqa: S608

# The files first: planned as one join, files of every procedure and year are gone through by their number.
RECEIVED_PERSONS = """
    WITH filed AS MATERIALIZED (
        SELECT id FROM cases_case
        WHERE procedure = ANY(%(procedures)s) AND received_on >= %(since)s AND received_on < %(until)s
          AND registered_at <= %(known_at)s AND (%(region)s = '' OR settlement_region_id = %(region)s)
    )
    SELECT count(*) FROM filed JOIN cases_casemember AS member ON member.case_id = filed.id
"""


def status_files(region: str) -> Which:
    return Which(("status",), STATUS, region)


def inclusion_files(region: str) -> Which:
    return Which(("inclusion",), INCLUSION, region)


def persons(which: Which, window: Window) -> Cube:
    """Members of the files by every side; a file that is refused acceptance was never looked into."""
    return counted(PERSONS, {**which.words, **window.words}, SIDES, FIGURES)


def persons_received(which: Which, window: Window) -> int:
    """How many persons asked in the period; as `persons` tells, without looking what became of them."""
    return counted(RECEIVED_PERSONS, {**which.words, **window.words}, (), ("received",)).total("received")


def files(which: Which, window: Window) -> Cube:
    """The files themselves."""
    return counted(OF_FILES, {**which.words, **window.words}, SIDES[:3], FIGURES)
