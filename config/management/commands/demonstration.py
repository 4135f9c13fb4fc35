from argparse import ArgumentParser, ArgumentTypeError
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from casework.common.errors import RuleBroken
from casework.common.workdays import ALMATY
from casework.desk import demonstration
from casework.reports import demonstration as reports

MOST_FAMILIES = 100_000


def families(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= 6 and int(typed) <= MOST_FAMILIES):
        raise ArgumentTypeError(f"write a whole number from 0 to {MOST_FAMILIES}.")
    return int(typed)


class Command(BaseCommand):
    """Load the demonstration into a database without officers, or tell its sign-ins."""

    help = "Load offices, officers, published plans and generated families into an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--families", type=families, default=30, help="how many families are generated (30)")
        parser.add_argument("--sign-ins", action="store_true", help="only tell who can sign in, and with what")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["sign_ins"]:
            self._tell_sign_ins()
            return
        at = timezone.now().astimezone(ALMATY)
        made, issues = self._load(options["families"], at)
        self.stdout.write(
            f"{made.officers} officers, {made.plans} plans, {made.families} generated families, {issues} reports."
        )

    def _load(self, count: int, at: datetime) -> tuple[demonstration.Loaded, int]:
        """All of it or nothing: half a demonstration could never be loaded to its end."""
        try:
            with transaction.atomic():
                made = demonstration.load(families_wanted=count, at=at)
                return made, reports.load(by=demonstration.manager(), at=at) if made.officers else 0
        except RuleBroken as refusal:
            raise CommandError(f"Nothing was loaded; ask for fewer families. {refusal}") from refusal

    def _tell_sign_ins(self) -> None:
        found = demonstration.sign_ins()
        if not found:
            return
        self.stdout.write(f"Demonstration sign-ins, all with the password {demonstration.PASSWORD}")
        for username, post in found:
            self.stdout.write(f"  {username:<22} {post}")
