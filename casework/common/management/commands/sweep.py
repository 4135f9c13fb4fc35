import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from casework.common import sweeps
from casework.common.signs import alive

PAUSE = 10.0  # seconds between two rounds of the loop


class Command(BaseCommand):
    help = "Do the work that waits, of every sweep or of those named; needs neither Celery nor Redis."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="*", metavar="NAME", help="as quotas.recalculate; all of them without any")
        parser.add_argument("--loop", action="store_true", help="go on until Ctrl-C, in place of worker and beat")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = [_named(name) for name in options["names"] or sweeps.registered()]
        self._round(chosen)
        while options["loop"]:
            time.sleep(PAUSE)
            close_old_connections()
            try:
                alive("worker", timezone.now())
                self._round(chosen)
            except DatabaseError as fault:
                self.stderr.write(f"The database is away ({type(fault).__name__}); the next round tries again.")

    def _round(self, chosen: list[sweeps.Sweep]) -> None:
        for sweep in chosen:
            outcome = sweeps.run(sweep)
            if outcome.done or outcome.failed:
                self.stdout.write(f"{sweep.name}: {outcome.done} done, {outcome.failed} failed")


def _named(name: str) -> sweeps.Sweep:
    try:
        return sweeps.registered()[name]
    except KeyError:
        known = ", ".join(sorted(sweeps.registered()))
        raise CommandError(f"There is no sweep {name}; there are: {known}.") from None
