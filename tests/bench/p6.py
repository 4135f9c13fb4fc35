"""Every report of the catalogue over five years of an authority: seconds of each, and the memory of all."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils import timezone

from casework.common.workdays import local_date
from casework.reports import disclosure
from casework.reports.catalogue import registered
from casework.reports.queries.editions import edition
from casework.reports.report import Edition
from tests.bench.databases import kept
from tests.bench.measures import Better, Bound, Measure, Trial
from tests.bench.years import CROSSINGS, FIVE_YEARS, HOUSEHOLD, PERMITS, PERSONS, SCALE

TITLE = (
    f"reports: {PERSONS:,} persons, file of {CROSSINGS:,} crossings, {PERMITS + HOUSEHOLD:,} permits; scale {SCALE:g}"
)
MEASURE = Measure("P6", TITLE, "seconds", Better.LESS, rounds=1)
MOST, MOST_DIGEST, MOST_MEMORY, MOST_HIDING = 10.0, 2.0, 500.0, 10.0


@contextmanager
def prepare() -> Iterator[Trial]:
    with kept(FIVE_YEARS):
        yield Trial([], list(_bounds()))


def _bounds() -> Iterator[Bound]:
    _forget_peak()
    for slug in registered():
        began = time.monotonic()
        found = _told(slug)
        seconds = time.monotonic() - began
        yield Bound(slug, seconds, MOST_DIGEST if slug == "digest" else MOST)
        if any(table.persons for table in found.report.tables):
            began = time.monotonic()
            disclosure.of_report(found.report)
            yield Bound(f"{slug}, hiding", time.monotonic() - began, MOST_HIDING)
    yield Bound("memory, MB", _peak(), MOST_MEMORY)


def _told(slug: str) -> Edition:
    """The report of this year up to today, with its proofs."""
    now = timezone.now()
    parameters = {"year": now.year, "region": "", "programme": ""}
    return edition(registered()[slug], parameters, local_date(now), at=now)


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _peak() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
