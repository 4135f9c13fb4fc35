from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from casework.accounts.models import Officer
from casework.cases.models import Case
from casework.common.errors import RuleBroken
from casework.common.workdays import ALMATY
from casework.desk import demonstration
from casework.desk.demonstration import EDITION
from casework.people.models import Household
from casework.reports import demonstration as reports
from casework.reports.models import Issue
from config.side_by_side import side_by_side

MOST_FAMILIES = 100_000
MOST_EDITIONS = 300
FAMILIES = f"how many families an empty database gets ({EDITION})"
MORE = f"add N times {EDITION} families to the demonstration that is there"


def families(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= 6 and int(typed) <= MOST_FAMILIES):
        raise ArgumentTypeError(f"write a whole number from 0 to {MOST_FAMILIES}.")
    return int(typed)


def editions(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= 3 and 1 <= int(typed) <= MOST_EDITIONS):
        raise ArgumentTypeError(f"SCALE is a whole number from 1 to {MOST_EDITIONS}, so many times {EDITION} families.")
    return int(typed)


class Command(BaseCommand):
    """Load the demonstration into a database without officers, add to it, or tell its sign-ins."""

    help = "Load offices, officers, published plans and generated families into an empty database, or add families."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--families", type=families, default=EDITION, help=FAMILIES)
        parser.add_argument("--more", type=editions, metavar="N", help=MORE)
        parser.add_argument("--sign-ins", action="store_true", help="only tell who can sign in, and with what")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["sign_ins"]:
            self._tell_sign_ins()
            return
        _prepare()
        at = timezone.now().astimezone(ALMATY)
        before = _counts()
        with as_command():
            _make(options["families"], options["more"], at)
        told = [f"{now - there} {name}" for (name, now), there in zip(_counts().items(), before.values(), strict=True)]
        self.stdout.write(f"Added: {', '.join(told)}.")

    def _tell_sign_ins(self) -> None:
        found = demonstration.sign_ins()
        if not found:
            return
        self.stdout.write(f"Demonstration sign-ins, all with the password {demonstration.PASSWORD}")
        for username, post in found:
            self.stdout.write(f"  {username:<22} {post}")


def _prepare() -> None:
    """A database without tables gets them, and the reference data."""
    if Officer._meta.db_table not in connection.introspection.table_names():
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_reference", stdout=StringIO())


def _make(families: int, more: int | None, at: datetime) -> None:
    """Each part is there as a whole or not at all; what was killed half-way is made the next time."""
    if more is not None:
        demonstration.add(editions=more, at=at, run=side_by_side)
    elif not demonstration.load(families_wanted=families, at=at, run=side_by_side):
        return
    made = partial(reports.load, by=demonstration.manager(), at=at)
    demonstration.once(demonstration.REPORTS, made, at=at)


@contextmanager
def as_command() -> Iterator[None]:
    try:
        yield
    except RuleBroken as refusal:
        raise CommandError(str(refusal)) from refusal


def _counts() -> dict[str, int]:
    return {name: model.objects.count() for name, model in (
        ("officers", Officer), ("generated families", Household), ("files", Case), ("reports", Issue)
    )}  # fmt: skip
