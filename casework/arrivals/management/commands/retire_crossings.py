from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from casework.arrivals.actions.months import take_off
from casework.arrivals.management.given import whole
from casework.arrivals.queries.months import months_kept, table_of
from casework.common.periods import months_after
from casework.common.workdays import local_date


class Command(BaseCommand):
    help = (
        "Take the months of crossings that need not be kept any longer off their table. Each stays as a table of its "
        "own, to be archived and dropped by whoever keeps the database; the tallies stay. Without --yes it only says "
        "which months these are."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--keep-months", type=whole(1, 1200), required=True, metavar="N", help="months kept beside the running one"
        )
        parser.add_argument("--yes", action="store_true", help="do it")

    def handle(self, *, keep_months: int, yes: bool, **options: Any) -> None:
        now = timezone.now()
        first = months_after(local_date(now).replace(day=1), -keep_months)
        old = sorted(month for month in months_kept() if month < first)
        for month in old:
            table = take_off(month, at=now) if yes else table_of(month)
            self.stdout.write(
                f"{month:%Y-%m}: {'taken off, now the table' if yes else 'would become the table'} {table}"
            )
        if not old:
            self.stdout.write(f"No month before {first:%Y-%m} is kept.")
        elif not yes:
            self.stdout.write("Nothing was changed; say --yes to do it.")
