"""A table of 100,000 persons of another register, with planted faults and duplicates, taken over by the command."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from django.core.management import call_command

from casework.desk.demonstration.staff import load_staff
from tests.bench.databases import Kept, copied
from tests.bench.measures import Bound, Measure, Trial
from tests.bench.office import noon
from tests.people.registers import Register, register

MEASURE = Measure("P8c", "persons of another register taken over", "seconds")
ROWS, FAULTS, DUPLICATES = 100_000, 1_000, 500
MOST_SECONDS = 60


def hire() -> None:
    load_staff(at=noon() - timedelta(days=900))


STAFFED = Kept("staffed", "1", hire)


@contextmanager
def prepare() -> Iterator[Trial]:
    sent = register(ROWS, faults=FAULTS, duplicates=DUPLICATES)
    with copied(STAFFED), TemporaryDirectory() as folder:
        file = Path(folder) / "register.csv"
        file.write_bytes(sent.content)
        seconds, told = imported(file)
        again, repeated = imported(file)
        yield Trial(bounds=[*bounds(sent, seconds, told), *of_the_repetition(again, repeated)])


def imported(file: Path) -> tuple[float, dict[str, Any]]:
    said, began = StringIO(), perf_counter()
    call_command("import_people", str(file), json=True, stdout=said)
    return perf_counter() - began, json.loads(said.getvalue())


def bounds(sent: Register, seconds: float, told: dict[str, Any]) -> Iterator[Bound]:
    pairs = {frozenset(record["external_id"] for record in one["records"]) for one in told["proposals"]}
    missed = sum(frozenset(pair) not in pairs for pair in sent.duplicates)
    yield Bound(f"seconds for {ROWS} rows", round(seconds, 1), MOST_SECONDS)
    yield Bound("lines told wrongly", len({fault["line"] for fault in told["errors"]} ^ sent.faulty), 0)
    yield Bound(f"of {DUPLICATES} planted duplicates not proposed", missed, 0)
    yield Bound("proposals for a person of the table", round(told["proposed"] / told["persons"], 2), 3)


def of_the_repetition(seconds: float, told: dict[str, Any]) -> Iterator[Bound]:
    yield Bound("seconds for the same table again", round(seconds, 1), MOST_SECONDS)
    yield Bound("rows changed by the same table again", told["taken"] + told["proposed"], 0)
