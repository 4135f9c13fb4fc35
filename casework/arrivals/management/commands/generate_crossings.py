import gzip
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from casework.arrivals.generated import Crowd, table
from casework.arrivals.management.given import whole
from casework.arrivals.models import Checkpoint
from casework.common.workdays import local_date
from casework.reference.models import Region


class Command(BaseCommand):
    help = "Write a file of crossings that nobody made; the same seed gives the same file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rows", type=whole(0, 1_000_000_000), required=True)
        parser.add_argument("--output", required=True, metavar="FILE", help="packed where its name ends in .gz")
        parser.add_argument("--year", type=whole(1992, 2100), help="last year, where none is given")
        parser.add_argument("--seed", type=whole(0, 10**9), default=1)

    def handle(self, *, rows: int, output: str, year: int | None, seed: int, **options: Any) -> None:
        year = year or local_date(timezone.now()).year - 1
        checkpoints = list(Checkpoint.objects.order_by("code").values_list("code", flat=True))
        regions = list(Region.objects.in_year(year).order_by("code").values_list("code", flat=True))
        if not checkpoints:
            raise CommandError("There are no checkpoints yet; run load_reference first.")
        path = Path(output)
        try:
            write = gzip.open if path.suffix == ".gz" else open
            with write(path, "wt", encoding="utf-8") as file:
                file.writelines(table(Crowd(rows, year, seed, checkpoints, regions)))
        except (OSError, ValueError) as fault:
            raise CommandError(f"The file cannot be written: {getattr(fault, 'strerror', None) or fault}.") from fault
        self.stdout.write(f"{output}: {rows} rows")
