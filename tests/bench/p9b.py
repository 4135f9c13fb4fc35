"""A statement of the bank with 50,000 lines put to the fees, and the same one again, against COPY of its lines."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any

import psycopg
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from casework.accounts.models import HeldRole, Officer
from casework.cases.models import Case
from casework.common.workdays import local_date
from casework.labour.actions.bank import load_statement
from casework.labour.bankfile import parse
from casework.labour.models import BankLine, Fee, Payment
from tests.bench.databases import copied
from tests.bench.measures import Bound, Measure, Trial
from tests.bench.office import OFFICE
from tests.labour.statements import statement

LINES, FEES = 50_000, 5_000
TITLE = f"a statement of {LINES} lines: 2 % unmatched, 3 % twice, 2 % reversals; loaded again without change"
MEASURE = Measure("P9b", TITLE, "pieces")
MOST_SECONDS = 120
STAGE = "CREATE TEMPORARY TABLE staged (line text)"


@contextmanager
def prepare() -> Iterator[Trial]:
    with copied(OFFICE):
        by = Officer.objects.filter(held_roles__role="caseworker")[0]
        HeldRole.objects.filter(officer=by).delete()
        HeldRole.objects.create(officer=by, role_id="labour_officer")
        content, meant = statement(_references(), lines=LINES)
        by = Officer.objects.get(pk=by.pk)
        rows = parse(content.replace(b"2026-03-02", str(local_date(timezone.now())).encode()), today=_today())
        first, seconds = _timed(rows, by)
        again, seconds_again = _timed(rows, by)
        found = {name: getattr(first, name) for name in ("paid", "reversed", "known", "unmatched")}
        expected = {"paid": meant.paid, "reversed": meant.reversed, "known": meant.twice, "unmatched": meant.unmatched}
        yield Trial(bounds=[
            *(Bound(f"lines told wrongly: {name}", abs(found[name] - count), 0) for name, count in expected.items()),
            Bound("tenge that differ", abs(float(_sum() - meant.sum)), 0),
            Bound("lines that a second load changed", 0 if again is None else again.paid + again.unmatched, 0),
            Bound("documents paid twice", Payment.objects.count() - meant.paid - meant.reversed, 0),
            Bound("lines that wait too many", BankLine.objects.count() - meant.unmatched, 0),
            Bound("seconds for the first load", round(seconds, 1), MOST_SECONDS),
            Bound("seconds for the second load", round(seconds_again, 1), MOST_SECONDS),
            Bound("times the COPY of the same lines", round(seconds / _copied(content), 1), 500),
        ])  # fmt: skip


def _today() -> Any:
    return local_date(timezone.now())


def _timed(rows: list[Any], by: Officer) -> tuple[Any, float]:
    started = perf_counter()
    loaded = load_statement(rows, name="bench.csv", by=by, at=timezone.now())
    return loaded, perf_counter() - started


def _sum() -> Any:
    return Payment.objects.aggregate(sum=Sum("tenge"))["sum"]


@transaction.atomic
def _references() -> list[str]:
    """Fees of as many files; their numbers are what the bank is told."""
    files = list(Case.objects.order_by("pk")[:FEES])
    for number, case in enumerate(files):
        case.number = f"FP-2001-{number:06d}"
    Case.objects.bulk_update(files, ["number"], batch_size=500)
    day = _today()
    Fee.objects.bulk_create(
        Fee(case=case, multiple=1, index_tenge=100, tenge=100, notified_on=day, due_on=day) for case in files
    )
    return [case.number for case in files]


def _copied(content: bytes) -> float:
    started = perf_counter()
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute(STAGE)
        with cursor.copy("COPY staged FROM STDIN") as copy:
            copy.write(content)
    return perf_counter() - started
