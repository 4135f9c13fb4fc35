"""The list of crossings at 9,000,000 rows, against the list of the same table in Django's admin."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from types import SimpleNamespace

from django.contrib.admin import AdminSite, ModelAdmin
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from casework.arrivals.models import Crossing
from casework.arrivals.queries import listing, statistics
from casework.arrivals.queries.crossings import Place, Question
from casework.arrivals.queries.listing import Page
from casework.arrivals.states import Side
from config.progress import say
from tests.bench.border import BORDER, ROWS, YEAR, figure
from tests.bench.databases import kept
from tests.bench.measures import Better, Bound, Contest, Measure, Trial
from tests.bench.timing import milliseconds

TITLE = f"the list of crossings at {ROWS:,} rows, against the admin's list of the same table"
MEASURE = Measure("P4", TITLE, "milliseconds", Better.LESS, rounds=5)
GOAL = 1 / 40
DEEP = 1000  # a page that nobody reaches by hand
MOST_MEMORY = 500.0  # MB, of the command that brought them in
MOST_STATISTICS = 5.0  # ms

YEARS = date(YEAR, 1, 1), date(YEAR + 1, 1, 1)
RARE = Question(nationality="AF", purpose="treatment", checkpoint="CP005", direction="out")  # a few of nine million
FILTERED = Question(nationality="TR", direction="in", since=date(YEAR, 3, 1), until=date(YEAR, 7, 1))


class Everything:
    """Somebody who may open the list."""

    is_active = is_staff = True
    pk = 0

    def has_perm(self, *args: object) -> bool:
        return True


@contextmanager
def prepare() -> Iterator[Trial]:
    with kept(BORDER):
        works = dict(_works())
        for name, work in works.items():
            _explain(name, work)
        _explain("by what no index has", lambda: _listed(RARE))
        admin = milliseconds(_admin())
        contests = [Contest(name, milliseconds(work), admin, GOAL) for name, work in works.items()]
        yield Trial(contests, list(_bounds()))


def _works() -> Iterator[tuple[str, Callable[[], object]]]:
    deep = _deep()
    somebody = Crossing.objects.order_by("crossed_at", "id")[:1].get()
    yield "first page and count", lambda: _listed(Question())
    yield f"page {DEEP:,} and count", lambda: _listed(Question(), deep)
    yield "filtered and count", lambda: _listed(FILTERED)
    yield "by a rare purpose", lambda: _listed(Question(purpose="treatment"))
    yield "by a document", lambda: _listed(Question(document=somebody.document_number))
    yield "by name and birth", lambda: _listed(Question(name=somebody.surname, born_on=somebody.born_on))


def _listed(question: Question, place: Place | None = None) -> Page:
    found = listing.page(question, place)
    listing.capped_count(question, found)
    return found


def _deep() -> Place:
    """Where the page after so many others begins."""
    before = Crossing.objects.order_by("-crossed_at", "-id")[DEEP * 25 - 1 : DEEP * 25].get()
    return Place(before.crossed_at, before.pk)


def _bounds() -> Iterator[Bound]:
    yield Bound("memory of the import, MB", figure("peak"), MOST_MEMORY)
    for name, work in _statistics().items():
        _explain(name, work)
        timed = milliseconds(work)
        yield Bound(f"{name}, ms", sorted(timed() for _turn in range(7))[3], MOST_STATISTICS)


def _statistics() -> dict[str, Callable[[], object]]:
    return {
        "year by month": lambda: statistics.by_month(*YEARS),
        "year by nationality": lambda: statistics.by_key(Side.NATIONALITY, *YEARS),
        "year by checkpoint": lambda: statistics.by_key(Side.CHECKPOINT, *YEARS),
    }


def _admin() -> Callable[[], object]:
    """The first page as Django's admin lists it: two counts, and a hundred rows."""
    table = ModelAdmin(Crossing, AdminSite())

    def listed() -> None:
        request = RequestFactory().get("/")
        request.user = Everything()  # type: ignore[assignment] # as much of an officer as the list asks for
        request.session = SimpleNamespace()  # type: ignore[assignment]
        list(table.get_changelist_instance(request).result_list)

    return listed


def _explain(name: str, work: Callable[[], object]) -> None:
    """Say by which plan the database answers."""
    with CaptureQueriesContext(connection) as asked:
        work()
    for query in asked.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(
                "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) " + query["sql"].replace("%", "%%"), []
            )
            lines = [line for (line,) in cursor.fetchall() if "never executed" not in line and "Index Cond" not in line]
        say(f"  {name}: " + " | ".join(line.strip() for line in lines[:6]))
