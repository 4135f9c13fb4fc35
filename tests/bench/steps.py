"""The deciding step of an inclusion: by the action that officers use, and its rows as plain SQL."""

import os
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from casework.accounts.models import Officer
from casework.cases.actions.steps import countersign
from casework.common.workdays import local_date
from casework.reference import queries as reference
from casework.returnees.models import Entitlement
from casework.returnees.queries import RETURNEE
from tests.bench.stock import Waiting
from tests.bench.writers import Task

RULE = "UPDATE cases_decision SET state = 'in_force', countersigned_by_id = %s, countersigned_at = %s WHERE id = %s"
OUTCOMES = "UPDATE cases_casemember SET outcome = 'granted' WHERE case_id = %s AND id = ANY(%s)"
INCLUSIONS = """
INSERT INTO returnees_inclusion (case_id, person_id, programme_id, included_on)
SELECT %s, person, %s, %s FROM unnest(%s::bigint[]) AS person RETURNING id
"""
ENTITLEMENTS = """
INSERT INTO returnees_entitlement (case_id, person_id, measure, multiple, index_tenge, tenge)
SELECT %s, person, measure, multiple, %s, multiple * %s
FROM unnest(%s::bigint[], %s::text[], %s::numeric[]) AS due (person, measure, multiple) RETURNING id
"""
CASE = """
UPDATE cases_case SET state = 'included', closed_at = %s, closed_by_id = %s, version = version + 1 WHERE id = %s
"""
EVENT = """
INSERT INTO audit_event (kind, subject, by_id, at, before, after, note, request_id)
VALUES ('case.include', %s, %s, %s, %s, %s, '', '') RETURNING id
"""
USE = """
INSERT INTO quotas_entry
    (allocation_id, kind, places, file, d_limit, d_held, d_used, closes_id, ceilings, happened_on, made_by_id, key)
VALUES (%s, 'use', %s, %s, 0, %s, %s, %s, '{}', %s, %s, %s) RETURNING id
"""
BEFORE, AFTER = Jsonb({"state": "under_review"}), Jsonb({"state": "included", "version": 5})


def deciding(stock: Sequence[Waiting], by: Officer, at: datetime) -> Task:
    """Countersign one request after the other, as the page does that has read the file and its proposal."""
    waiting = iter(stock)

    def decide() -> None:
        one = next(waiting)
        countersign(one.decision, version=one.case.version, by=by, at=at)

    return decide


def written_plainly(stock: Sequence[Waiting], by: Officer, at: datetime) -> Task:
    """The rows of the same step in one transaction of the driver, without asking or checking anything."""
    waiting, rows = iter(stock), Rows(by, at)
    driver = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)

    def write() -> None:
        one = next(waiting)
        with driver.transaction():
            for statement, values in rows.of(one):
                driver.execute(statement, values)

    return write


class Rows:
    """Everything that the step writes, statement by statement, the line of the ledger last."""

    def __init__(self, by: Officer, at: datetime) -> None:
        self.by, self.at, self.today = by.pk, at, local_date(at)
        self.index = reference.amount("mci", self.today)
        self.multiples = [reference.amount(f"support.{measure}", self.today) for measure in Entitlement.Measure.values]

    def of(self, one: Waiting) -> list[tuple[str, list[Any]]]:
        case, persons = one.case.pk, [member.person_id for member in one.members]
        return [
            (RULE, [self.by, self.at, one.decision.pk]),
            (OUTCOMES, [case, [member.pk for member in one.members]]),
            (INCLUSIONS, [case, RETURNEE, self.today, persons]),
            (ENTITLEMENTS, [case, self.index, self.index, *self._dues(persons)]),
            (CASE, [self.at, self.by, case]),
            (EVENT, [one.case.number, self.by, self.at, BEFORE, AFTER]),
            (USE, self._line(one, len(persons))),
        ]

    def _dues(self, persons: list[int]) -> tuple[list[int | None], list[str], list[Decimal]]:
        relocation, *rents = Entitlement.Measure.values
        first, *others = self.multiples
        measures = [relocation] * len(persons) + rents
        return [*persons, *(None for _ in rents)], measures, [first] * len(persons) + others

    def _line(self, one: Waiting, places: int) -> list[Any]:
        key = f"{one.case.number}/use/{one.hold.pk}"
        return [
            one.case.allocation_id, places, one.case.number, -places, places, one.hold.pk, self.today, self.by, key,
        ]  # fmt: skip
