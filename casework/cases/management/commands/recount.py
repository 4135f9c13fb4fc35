import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from casework.cases.queries.recount import differences


class Command(BaseCommand):
    """Compare the counters with the ledger, and the ledger with the files. It mends nothing."""

    help = "Compare counters, ledger and files; list every difference."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="a list of differences, empty when all agree")

    def handle(self, *args: Any, **options: Any) -> None:
        found = differences()
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, default=str))
        else:
            self._tell(found)

    def _tell(self, found: list[dict[str, Any]]) -> None:
        for difference in found:
            self.stdout.write("; ".join(f"{name}: {value}" for name, value in difference.items()))
        self.stdout.write(f"{len(found)} differences between counters, ledger and files.")
