from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError
from django.utils import timezone

from casework.cases.actions.mends import rebuild
from casework.common.errors import RuleBroken


class Command(BaseCommand):
    """Set the counters anew from the ledger, naming the difference that a recount found."""

    help = "Bring every counter of quotas to the sum of its ledger lines; for the owner of the database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--drift", type=int, required=True, metavar="N", help="the difference, by its number")

    def handle(self, *, drift: int, **options: Any) -> None:
        try:
            wrong = rebuild(drift, at=timezone.now())
        except RuleBroken as refusal:
            raise CommandError(str(refusal)) from refusal
        except ProgrammingError as fault:
            raise CommandError(
                "Only the owner of the tables rebuilds counters; set DATABASE_URL to that role."
            ) from fault
        for each in wrong:
            self.stdout.write(f"{each.subject}: {each.what} {each.counter} is {each.ledger} now.")
        self.stdout.write(f"{len(wrong)} counters were rebuilt.")
