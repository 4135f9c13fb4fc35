"""The search for persons at 2,000,000 persons, by eight users at once; and a whole name, by its key."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing import get_context
from random import Random
from statistics import median, quantiles
from time import perf_counter, sleep

from django.db import connection, connections, transaction

from casework.accounts.models import Officer
from casework.desk.demonstration.staff import load_staff
from casework.people.models import Name
from casework.people.queries import hits
from casework.people.rules import name_key
from tests.bench.databases import Kept, kept
from tests.bench.measures import Bound, Measure, Trial
from tests.bench.office import noon
from tests.people.crowd import settle

MEASURE = Measure("P8b", "search among 2,000,000 persons by eight users", "milliseconds")
PERSONS, USERS, SEARCHES = 2_000_000, 8, 40
THINKS = 0.5  # seconds between the searches of one user
P95, MOST_OF_A_KEY = 150, 5
SEED = 9


@transaction.atomic
def fill() -> None:
    load_staff(at=noon() - timedelta(days=900))
    settle(PERSONS, by=Officer.objects.get(username="caseworker.pavlodar"), at=noon(), seed=SEED)


MILLIONS = Kept("millions", "1", fill)


@contextmanager
def prepare() -> Iterator[Trial]:
    with kept(MILLIONS):
        asked = questions()
        connections.close_all()
        with get_context("fork").Pool(USERS) as pool:
            each = pool.map(searched, [asked[user::USERS] for user in range(USERS)])
        times = [milliseconds for one in each for milliseconds in one]
        yield Trial(bounds=[
            Bound("a search, 95 %", round(quantiles(times, n=20)[-1], 1), P95),
            Bound("a search, median", round(median(times), 1), P95),
            Bound("a whole name by its key, median", round(median(by_key()), 2), MOST_OF_A_KEY),
        ])  # fmt: skip


def questions() -> list[str]:
    """Given name and surname of persons who are there, every second one with the year of birth."""
    return [
        f"{name.given} {name.surname}" + (f" {name.person.born_on.year}" if place % 2 else "")
        for place, name in enumerate(drawn(USERS * SEARCHES))
    ]


def drawn(wanted: int) -> list[Name]:
    """Names from all over the table, the same each time."""
    last = Name.objects.latest("pk").pk
    some = Name.objects.filter(pk__in=Random(SEED).sample(range(1, last + 1), wanted))
    return list(some.select_related("person").order_by("pk"))


def searched(asked: list[str]) -> list[float]:
    """Milliseconds of each search, on a connection that stands, as those of a pool do."""
    times = []
    connection.ensure_connection()
    for text in asked:
        began = perf_counter()
        hits(text)
        times.append((perf_counter() - began) * 1000)
        sleep(THINKS)
    return times


def by_key() -> list[float]:
    times = []
    for name in drawn(100):
        key = name_key(name.surname, name.given, name.patronymic, name.script)
        began = perf_counter()
        list(Name.objects.filter(key=key).values_list("person_id", flat=True)[:20])
        times.append((perf_counter() - began) * 1000)
    return times
