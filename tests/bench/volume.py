"""A ledger of 1,000,000 lines with its files: what 80 allocations come to when one person's permits are counted too.

Nobody in it is real. Files and lines are written by SQL with the ledger's trigger off, which would move the same 80
rows a million times in one transaction; the counters are set to the sums of the lines, and a recount has to agree.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from casework.cases.queries.recount import differences
from casework.common.sequences import next_numbers
from casework.desk.demonstration.staff import load_staff
from casework.people.models import Household, Person
from tests.bench.databases import Kept
from tests.bench.office import noon
from tests.bench.office.plans import load_plans
from tests.bench.office.teams import Team, hire, teams

EDITION = 1
LINES, OPEN_FILES, PERSONS = 1_000_000, 8_000, 20_000
CLOSED_FILES = (LINES - OPEN_FILES) // 2
FAMILY_EACH, FAMILY = 40, 4  # one file in forty is that of a family of four, the others of one person
REFUSED_EACH = 7

FILES = """
INSERT INTO cases_case (
    number, procedure, state, office_id, settlement_region_id, applicant_id, household_id, registered_by_id,
    registered_at, received_on, received_how, proxy, holder_id, allocation_id, closed_at, closed_by_id,
    clock_stopped_on, version, is_generated
)
SELECT 'IN-' || extract(year FROM day) || '-' || lpad((900000 + file)::text, 7, '0'), 'inclusion',
    CASE WHEN file > %(closed)s THEN 'under_review' WHEN file %% %(refused)s = 0 THEN 'refused' ELSE 'included' END,
    %(office)s, %(region)s, %(person)s + file %% %(persons)s, %(household)s + file %% %(persons)s, %(by)s,
    day, day::date, 'in_person', '', %(by)s, cells.ids[1 + file %% cardinality(cells.ids)],
    CASE WHEN file <= %(closed)s THEN day END, CASE WHEN file <= %(closed)s THEN %(by)s::bigint END, day::date, 4, true
FROM (SELECT file, %(at)s::timestamptz - (file * 7919::bigint %% 150) * interval '1 day' AS day
      FROM generate_series(1, %(closed)s + %(open)s) AS file) AS drawn,
    (SELECT array_agg(id ORDER BY id) AS ids FROM quotas_allocation WHERE region_id IS NOT NULL AND plan_id IN (
        SELECT id FROM quotas_plan WHERE year = extract(year FROM %(at)s::timestamptz)
    )) AS cells
ORDER BY file
"""
MEMBERS = """
INSERT INTO cases_casemember (case_id, person_id, role, is_counted, why_not, outcome)
SELECT id, %(person)s + (applicant_id - %(person)s + place) %% %(persons)s,
    CASE place WHEN 0 THEN 'head' ELSE 'child' END, true, '',
    CASE state WHEN 'included' THEN 'granted' WHEN 'refused' THEN 'refused' ELSE 'pending' END
FROM cases_case, generate_series(0, CASE WHEN id %% %(family_each)s = 0 THEN %(family)s - 1 ELSE 0 END) AS place
ORDER BY id
"""
HOLDS = """
INSERT INTO quotas_entry (
    allocation_id, kind, places, file, d_limit, d_held, d_used, ceilings, happened_on, made_by_id, key
)
SELECT allocation_id, 'hold', places, number, 0, places, 0, '{}', received_on, registered_by_id, number || '/hold/3'
FROM cases_case AS file JOIN LATERAL (
    SELECT count(*) AS places FROM cases_casemember WHERE case_id = file.id
) AS members ON true ORDER BY file.id
"""
ENDS = """
INSERT INTO quotas_entry (
    allocation_id, kind, places, file, d_limit, d_held, d_used, ceilings, happened_on, made_by_id, key, closes_id
)
SELECT held.allocation_id, ends.kind, held.places, held.file, 0, -held.places,
    CASE ends.kind WHEN 'use' THEN held.places ELSE 0 END, '{}', held.happened_on, held.made_by_id,
    held.file || '/' || ends.kind || '/' || held.id, held.id
FROM quotas_entry AS held JOIN cases_case AS file ON file.number = held.file
    JOIN (VALUES ('included', 'use'), ('refused', 'release')) AS ends (state, kind) ON ends.state = file.state
WHERE held.kind = 'hold' ORDER BY held.id
"""
COUNT = """
UPDATE quotas_allocation AS cell SET held = sums.held, used = sums.used
FROM (SELECT allocation_id, sum(d_held) AS held, sum(d_used) AS used FROM quotas_entry GROUP BY allocation_id) AS sums
WHERE sums.allocation_id = cell.id
"""
SWITCH = "ALTER TABLE quotas_entry {0} TRIGGER USER; ALTER TABLE quotas_allocation {0} TRIGGER USER"


@transaction.atomic
def fill() -> None:
    at = noon()
    load_staff(at=at - timedelta(days=900))
    hire(at=at - timedelta(days=900))
    load_plans(at)
    team = teams()[0]
    _write(FILES, MEMBERS, values=_people(team) | {
        "at": at, "closed": CLOSED_FILES, "open": OPEN_FILES, "refused": REFUSED_EACH, "office": team.office.pk,
        "region": team.office.region_id, "by": team.caseworkers[0].pk, "family": FAMILY, "family_each": FAMILY_EACH,
    })  # fmt: skip
    with beside_the_triggers():
        _write(HOLDS, ENDS)
    assert differences() == []


def _people(team: Team) -> dict[str, int]:
    """Persons and households to whom the files belong by turns: the number of each, and their first ids."""
    by, at = team.caseworkers[0], noon()
    numbers = next_numbers("people_person_number", PERSONS)
    persons = Person.objects.bulk_create(
        Person(
            number=f"P-{number:06d}", sex="F", born_on=at.date() - timedelta(days=11_000), citizenship="CN",
            office=team.office, registered_by=by, registered_at=at, is_generated=True,
        )
        for number in numbers
    )  # fmt: skip
    homes = Household.objects.bulk_create(
        Household(number=f"H-{number:06d}", registered_by=by, registered_at=at, is_generated=True)
        for number in next_numbers("people_household_number", PERSONS)
    )
    return {"persons": PERSONS, "person": persons[0].pk, "household": homes[0].pk}


@contextmanager
def beside_the_triggers() -> Iterator[None]:
    """Write lines in bulk, each with the mark of its transaction; afterwards the counters are the sums of all lines."""
    _write("SET CONSTRAINTS ALL IMMEDIATE", SWITCH.format("DISABLE"))
    yield
    _write(COUNT, SWITCH.format("ENABLE"))


def _write(*statements: str, values: Mapping[str, Any] | None = None) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, values)


LEDGER = Kept("ledger", f"{EDITION}, {timezone.now().year}", fill)
