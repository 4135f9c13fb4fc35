import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.common.errors import RuleBroken
from casework.quotas.management import arguments
from casework.quotas.models import Programme
from casework.quotas.queries import Cell, position

COLUMNS = ("region", "category", "limit", "held", "used", "free")


class Command(BaseCommand):
    help = "Where a plan stands: every region and category, the undistributed reserve last."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--programme", required=True, help="returnee, in_migrant, labour or household")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument(
            "--as-of", type=arguments.day, metavar="DATE", help="what had happened by the end of that day"
        )
        parser.add_argument(
            "--known-at", type=arguments.moment, metavar="MOMENT", help="only what was recorded by then"
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *, programme: str, year: int, as_of: Any, known_at: Any, **options: Any) -> None:
        codes = sorted(Programme.objects.values_list("code", flat=True))
        if programme not in codes:
            raise CommandError(f"There is no such programme; there are: {', '.join(codes)}.")
        try:
            rows = [_row(cell) for cell in position(programme, year, as_of=as_of, known_at=known_at)]
        except RuleBroken as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(json.dumps(rows, ensure_ascii=False) if options["json"] else _table(rows))


def _row(cell: Cell) -> dict[str, Any]:
    return {column: getattr(cell, column) for column in COLUMNS}


def _table(rows: list[dict[str, Any]]) -> str:
    lines = [COLUMNS, *([_shown(value) for value in row.values()] for row in rows)]
    return "\n".join("".join(f"{value:>10}" for value in line) for line in lines)


def _shown(value: Any) -> str:
    return "-" if value in (None, "") else str(value)
