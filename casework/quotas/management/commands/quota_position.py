import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.common.errors import RuleBroken
from casework.quotas.management import arguments
from casework.quotas.models import Plan, Programme
from casework.quotas.queries import margins, position

COLUMNS: tuple[str, ...] = ("region", "category", "limit", "held", "used", "free")
CEILINGS = ("dimension", "key", "limit", "taken", "free")


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
        parser.add_argument("--ceilings", action="store_true", help="the margins over the cells in place of the cells")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, programme: str, year: int, as_of: Any, known_at: Any, **options: Any) -> None:
        codes = sorted(Programme.objects.values_list("code", flat=True))
        if programme not in codes:
            raise CommandError(f"There is no such programme; there are: {', '.join(codes)}.")
        try:
            cells = position(programme, year, as_of=as_of, known_at=known_at)
        except RuleBroken as refusal:
            raise CommandError(str(refusal)) from refusal
        columns, told = COLUMNS, list[Any](cells)
        if options["ceilings"]:
            plan = Plan.objects.get(programme=programme, year=year)
            columns, told = CEILINGS, margins(plan, as_of=as_of, known_at=known_at)
        rows = [{column: getattr(one, column) for column in columns} for one in told]
        self.stdout.write(json.dumps(rows, ensure_ascii=False) if options["json"] else _table(columns, rows))


def _table(columns: tuple[str, ...], rows: list[dict[str, Any]]) -> str:
    lines = [columns, *([_shown(value) for value in row.values()] for row in rows)]
    return "\n".join("".join(f"{value:>10}" for value in line) for line in lines)


def _shown(value: Any) -> str:
    return "-" if value in (None, "") else str(value)
