from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from casework.common.workdays import ALMATY
from casework.desk import demonstration


class Command(BaseCommand):
    """Load the demonstration into a database without officers, or tell its sign-ins."""

    help = "Load offices, officers, published plans and generated families into an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--families", type=int, default=30, help="how many families are generated (30)")
        parser.add_argument("--sign-ins", action="store_true", help="only tell who can sign in, and with what")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["sign_ins"]:
            self._tell_sign_ins()
            return
        at = timezone.now().astimezone(ALMATY)
        made = demonstration.load(families_wanted=options["families"], at=at)
        self.stdout.write(f"{made.officers} officers, {made.plans} plans, {made.families} generated families.")

    def _tell_sign_ins(self) -> None:
        found = demonstration.sign_ins()
        if not found:
            return
        self.stdout.write(f"Demonstration sign-ins, all with the password {demonstration.PASSWORD}")
        for username, post in found:
            self.stdout.write(f"  {username:<22} {post}")
