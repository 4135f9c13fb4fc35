"""Five years of an authority: persons, files of the status and of inclusion, permits, the ledger, a year of crossings.

Nobody in it is real. All but the crossings is written by SQL with the triggers off; the counters are set to the sums of
the lines, and the limits to more than was ever used. ``KOSH_BENCH_SCALE`` makes all of it smaller; what is measured
names it.
"""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from casework.desk.demonstration.staff import load_staff
from tests.bench.databases import Kept
from tests.bench.office import noon
from tests.bench.office.plans import load_plans
from tests.bench.volume import COUNT

SCALE = float(os.environ.get("KOSH_BENCH_SCALE", "1"))
PERSONS, CROSSINGS = int(2_000_000 * SCALE), int(9_000_000 * SCALE)
STATUS, INCLUSIONS, PERMITS, HOUSEHOLD = (int(5 * each * SCALE) for each in (15_000, 5_000, 18_000, 300_000))
EMPLOYERS = max(10, int(4_000 * SCALE))
YEARS, FAMILY = 5, 4

PEOPLE = """
INSERT INTO people_person (number, sex, born_on, born_precision, birth_country, birth_place, citizenship, ethnicity,
    office_id, registered_by_id, registered_at, is_generated, version)
SELECT 'PB' || n, CASE n %% 2 WHEN 0 THEN 'F' ELSE 'M' END, date '1950-01-01' + (n * 7919::bigint %% 25000)::int, 'day',
    '', '', (ARRAY['UZ', 'MN', 'CN', 'TR', 'RU', 'KG', 'TJ', 'IN', 'IR', 'AF'])[1 + n %% 10], '', %(office)s, %(by)s,
    %(at)s, true, 1 FROM generate_series(1, %(persons)s) AS n
"""
HOME = """
INSERT INTO people_household (number, registered_at, registered_by_id, is_generated)
VALUES ('HB1', %(at)s, %(by)s, true)
"""
# Procedure by ranges of the number; every one was received on a day of five years and decided three weeks later.
CASES = """
INSERT INTO cases_case (number, procedure, state, office_id, settlement_region_id, applicant_id, household_id,
    registered_by_id, registered_at, received_on, received_how, proxy, due_on, target_on, allocation_id, closed_at,
    closed_by_id, clock_stopped_on, version, is_generated)
SELECT upper(left(%(procedure)s, 2)) || '-B-' || n, %(procedure)s, %(state)s,
    offices.ids[1 + n %% cardinality(offices.ids)], regions.ids[1 + n %% cardinality(regions.ids)],
    first.id + n * %(stride)s %% %(persons)s, (SELECT max(id) FROM people_household), %(by)s, day, day::date,
    'in_person', '',
    day::date + 30, day::date + 20, CASE WHEN %(draws)s THEN cells.ids[1 + n %% cardinality(cells.ids)] END,
    day + interval '21 days', %(by)s, day::date + 20, 3, true
FROM (SELECT n, %(at)s::timestamptz - (n * 7919::bigint %% (%(days)s - 30) + 30) * interval '1 day' AS day
      FROM generate_series(1, %(count)s) AS n) AS drawn,
    (SELECT min(id) AS id FROM people_person) AS first,
    (SELECT array_agg(code ORDER BY code) AS ids FROM reference_region WHERE until IS NULL) AS regions,
    (SELECT array_agg(id ORDER BY id) AS ids FROM accounts_office) AS offices,
    (SELECT array_agg(id ORDER BY id) AS ids FROM quotas_allocation WHERE region_id IS NOT NULL) AS cells
"""
OF_STATUS = """
INSERT INTO returnees_statusapplication (case_id, left_country, arrived_on, wants_centre, minutes_number,
    recommendation, hearing_statement)
SELECT id, (ARRAY['UZ', 'MN', 'CN', 'TR', 'RU'])[1 + id %% 5], received_on, false, '', '', '' FROM cases_case
WHERE procedure = 'status'
"""
OF_INCLUSION = """
INSERT INTO returnees_inclusionrequest (case_id, programme_id) SELECT id, 'returnee' FROM cases_case
WHERE procedure = 'inclusion'
"""
MEMBERS = """
INSERT INTO cases_casemember (case_id, person_id, role, is_counted, why_not, outcome)
SELECT id, first + (applicant_id - first + place) %% %(persons)s, CASE place WHEN 0 THEN 'head' ELSE 'child' END, true,
    '', 'granted'
FROM cases_case, generate_series(0, 3) AS place, (SELECT min(id) AS first FROM people_person) AS person
WHERE procedure IN ('status', 'inclusion')
"""
DECISIONS = """
INSERT INTO cases_decision (case_id, step, state, outcomes, reasons, content_hash, registered_by_id, registrar_may_sign,
    signed_by_id, signed_at, countersigned_by_id, countersigned_at, void_because)
SELECT id, CASE procedure WHEN 'status' THEN 'grant' ELSE 'include' END, 'in_force', '{}', '', '', %(by)s, true, %(by)s,
    closed_at, %(second)s, closed_at, '' FROM cases_case WHERE procedure IN ('status', 'inclusion')
"""
GRANTS = """
INSERT INTO returnees_grant (case_id, person_id, certificate, token, since, until, end_reason)
SELECT case_id, person_id, 'B' || member.id, 'B' || member.id, closed_at::date, closed_at::date + 365, ''
FROM cases_casemember AS member JOIN cases_case ON cases_case.id = case_id WHERE procedure = 'status'
"""
INCLUDED = """
INSERT INTO returnees_inclusion (case_id, person_id, programme_id, included_on)
SELECT case_id, person_id, 'returnee', closed_at::date
FROM cases_casemember AS member JOIN cases_case ON cases_case.id = case_id WHERE procedure = 'inclusion'
"""
HOLDS = """
INSERT INTO quotas_entry (allocation_id, kind, places, file, d_limit, d_held, d_used, ceilings, happened_on,
    recorded_at, made_by_id, key)
SELECT allocation_id, 'hold', places, number, 0, places, 0, '{}', received_on + 1, received_on + 1, registered_by_id,
    number || '/hold'
FROM cases_case AS file, LATERAL (SELECT CASE procedure WHEN 'inclusion' THEN 4 ELSE 1 END AS places) AS of_file
WHERE allocation_id IS NOT NULL
"""
USES = """
INSERT INTO quotas_entry (allocation_id, kind, places, file, d_limit, d_held, d_used, ceilings, happened_on,
    recorded_at, made_by_id, key, closes_id)
SELECT allocation_id, 'use', places, file, 0, -places, places, '{}', happened_on + 20, happened_on + 20, made_by_id,
    file || '/use', id FROM quotas_entry WHERE kind = 'hold'
"""
ROOM = 'UPDATE quotas_allocation SET "limit" = 100000000 WHERE "limit" IS NOT NULL'
COMPANIES = """
INSERT INTO labour_employer (bin, name, kind, size, activity_id, region_id, address, registered_by_id, registered_at,
    version, is_generated)
SELECT lpad(n::text, 12, '0'), 'Company ' || n, 'company', 'large',
    activities.ids[1 + n %% cardinality(activities.ids)], 'KZ-55', '', %(by)s, %(at)s, 1, true
FROM generate_series(1, %(employers)s) AS n,
    (SELECT array_agg(code ORDER BY code) AS ids FROM labour_activity) AS activities
"""
HOMES = """
INSERT INTO labour_privateemployer (iin, name, region_id, address, registered_by_id, registered_at, is_generated)
SELECT lpad(n::text, 12, '0'), 'Person ' || n, 'KZ-55', '', %(by)s, %(at)s, true
FROM generate_series(1, %(employers)s) AS n
"""
PERMIT_ROWS = """
INSERT INTO labour_permit (case_id, number, employer_id, private_employer_id, person_id, region_id, category, post,
    first_since, since, until, state, renewals, place_of_id, token)
SELECT id, number, CASE procedure WHEN 'permit' THEN company + id %% %(employers)s END,
    CASE procedure WHEN 'household' THEN home + id %% %(employers)s END, applicant_id, settlement_region_id,
    CASE procedure WHEN 'permit' THEN (ARRAY['1', '2', '3', '4', 'seasonal'])[1 + id %% 5] ELSE '' END, 'post',
    closed_at::date, closed_at::date, closed_at::date + CASE procedure WHEN 'permit' THEN 365 ELSE 90 END,
    'issued', 0, id, number
FROM cases_case, (SELECT min(id) AS company FROM labour_employer) AS c,
    (SELECT min(id) AS home FROM labour_privateemployer) AS h
WHERE procedure IN ('permit', 'household')
"""
FILES = (
    ("status", "granted", STATUS, False), ("inclusion", "included", INCLUSIONS, True),
    ("permit", "issued", PERMITS, True), ("household", "issued", HOUSEHOLD, False),
)  # fmt: skip
AFTER = (
    OF_STATUS, OF_INCLUSION, MEMBERS, DECISIONS, GRANTS, INCLUDED, HOLDS, USES, COMPANIES, HOMES, PERMIT_ROWS, ROOM,
    COUNT,
)  # fmt: skip


def fill() -> None:
    at = noon()
    load_staff(at=at)
    load_plans(at)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        words = _words(at)
        for statement in (PEOPLE, HOME):
            cursor.execute(statement, words)
        for procedure, state, count, draws in FILES:
            own: dict[str, Any] = {"procedure": procedure, "state": state, "count": count, "draws": draws}
            cursor.execute(CASES, {**words, **own, "stride": FAMILY if procedure in ("status", "inclusion") else 1})
        for statement in AFTER:
            cursor.execute(statement, words)
    _crossings()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _words(at: Any) -> Mapping[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(office_id), min(id), max(id) FROM accounts_officer")
        office, by, second = cursor.fetchone()
    return {
        "at": at, "office": office, "by": by, "second": second, "persons": PERSONS, "employers": EMPLOYERS,
        "days": 365 * YEARS,
    }  # fmt: skip


def _crossings() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crossings.csv"
        call_command(
            "generate_crossings", f"--rows={CROSSINGS}", f"--year={noon().year}", "--seed=1", f"--output={path}"
        )
        call_command("import_crossings", str(path))


FIVE_YEARS = Kept("five_years", f"{SCALE}, 1", fill)
