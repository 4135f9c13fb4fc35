"""Names found again by other spellings among 200,000 persons, and what a newcomer brings up."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from statistics import median

from django.db import transaction

from casework.accounts.models import Officer
from casework.desk.demonstration.staff import load_staff
from tests.bench.databases import Kept, copied
from tests.bench.measures import Bound, Measure, Trial
from tests.bench.office import noon
from tests.people.crowd import settle
from tests.people.evaluation import spellings
from tests.people.recall import at_95, by_name, by_year, planted, proposals, recall

MEASURE = Measure("P8a", "spellings of one name among 200,000 persons", "share, persons")
PERSONS, NEWCOMERS = 200_000, 300
MOST_MISSED = 0.03
FILES = ("spellings.csv", "spellings_held_out.csv")


@transaction.atomic
def fill() -> None:
    load_staff(at=noon() - timedelta(days=900))
    settle(PERSONS, by=registrar(), at=noon(), seed=8, common=list(spellings()))


def registrar() -> Officer:
    return Officer.objects.get(username="caseworker.pavlodar")


CROWD = Kept("crowd", "1", fill)


@contextmanager
def prepare() -> Iterator[Trial]:
    with copied(CROWD):
        by, at = registrar(), noon()
        asked = {file: planted(by=by, at=at, file=file) for file in FILES}
        missed = {
            f"{how.__name__}, {file}": round(1 - recall(how(names)), 4)
            for file, names in asked.items()
            for how in (by_name, by_year)
        }
        counts = proposals(NEWCOMERS, by=by)
        yield Trial(bounds=[
            *(Bound(f"missed {how}", share, MOST_MISSED) for how, share in missed.items()),
            Bound("proposals for a newcomer, median", median(counts), 3),
            Bound("proposals for a newcomer, 95 %", at_95(counts), 10),
        ])  # fmt: skip
