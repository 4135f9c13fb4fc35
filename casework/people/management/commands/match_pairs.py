import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.accounts.management import given
from casework.common.errors import RuleBroken
from casework.common.tablefile import Unreadable
from casework.people.queries.reasons import sentence
from casework.people.rules import judge
from casework.people.sheets import pairs as pairfile


class Command(BaseCommand):
    help = (
        "Compare pairs of persons: for each row a score from 0 to 1, a verdict (same, possible, different), a reason."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help=f"CSV: {', '.join(pairfile.COLUMNS)}; cells may be empty")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, file: str, **options: Any) -> None:
        try:
            pairs = pairfile.parse(given.content(file, pairfile.MOST_BYTES))
        except Unreadable as unreadable:
            raise CommandError("\n".join(map(pairfile.told, unreadable.faults))) from unreadable
        except RuleBroken as refusal:
            raise CommandError(str(refusal)) from refusal
        rows = [_compared(pair) for pair in pairs]
        self.stdout.write(json.dumps(rows, ensure_ascii=False) if options["json"] else "\n".join(map(_line, rows)))


def _compared(pair: pairfile.Pair) -> dict[str, Any]:
    judgement = judge(pair.one, pair.other)
    return {"score": judgement.score, "verdict": judgement.verdict, "reason": sentence(judgement)}


def _line(row: dict[str, Any]) -> str:
    return f"{row['score']:.3f}  {row['verdict']:<9}  {row['reason']}"
