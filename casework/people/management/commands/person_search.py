import json
import math
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.common.errors import RuleBroken
from casework.people.models import Person
from casework.people.queries import Hit, hits

MOST = 1000


class Command(BaseCommand):
    help = "Find persons by name in any script, document, IIN, birth date or year, region; the likeliest first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", help="as typed into the search box: nurlan 1984 pavlodar")
        parser.add_argument("--limit", type=int, default=10, metavar="N", help="10 where nothing is said")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, text: str, limit: int, **options: Any) -> None:
        if not 1 <= limit <= MOST:
            raise CommandError(f"Write a limit from 1 to {MOST}.")
        try:
            found = hits(text)[:limit]
        except RuleBroken as refusal:
            raise CommandError(str(refusal)) from refusal
        persons = Person.objects.prefetch_related("names").in_bulk([hit.person for hit in found])
        rows = [_row(persons[hit.person], hit) for hit in found]
        self.stdout.write(json.dumps(rows, ensure_ascii=False) if options["json"] else "\n".join(map(_line, rows)))


def _row(person: Person, hit: Hit) -> dict[str, Any]:
    return {
        "id": person.number,
        "external_id": person.external_id,
        "name": str(person),
        "birth_date": _birth_date(person),
        "score": round(math.exp(-hit.distance), 3),
    }


def _birth_date(person: Person) -> str:
    """As far as it is known: 1985-03-14, 1985-03 or 1985."""
    return person.born_on.isoformat()[: {"day": 10, "month": 7, "year": 4}[person.born_precision]]


def _line(row: dict[str, Any]) -> str:
    other = f"  {row['external_id']}" if row["external_id"] else ""
    return f"{row['score']:.3f}  {row['id']}  {row['birth_date']:<10}  {row['name']}{other}"
