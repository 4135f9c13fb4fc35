import os
import signal
import socket
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections

from config import runner
from config.embedded.processes import tie_to_parent
from config.env import envint
from config.progress import say, stage

PREPARATION = {
    "Migrations": ("migrate", {"verbosity": 0, "interactive": False}),
    "Reference data": ("load_reference", {}),
    "Demonstration data": ("demonstration", {}),
    "Static files": ("collectstatic", {"verbosity": 0, "interactive": False}),
}


class Command(BaseCommand):
    help = "Prepare the database and run web, worker and beat until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--tied", action="store_true", help="end when the process that started this one ends")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["tied"]:
            tie_to_parent(os.getppid(), signal.SIGTERM)
        port = envint("PORT", 8000, least=1, most=65535)
        refuse_a_taken(port)
        for title, (command, its_options) in PREPARATION.items():
            with stage(title):
                call_command(command, stdout=StringIO(), **its_options)
        if not settings.REDIS_URL:
            say("  No Redis is to be had: `manage.py sweep --loop` runs in place of worker and beat.")
        say(f"\nKosh answers at http://127.0.0.1:{port}/ (Ctrl-C ends it)\n")
        environment = {"PORT": str(port), "KOSH_PLAIN_HTTP": "true", "PYTHONUNBUFFERED": "1"}
        environment["KOSH_DEMONSTRATION"] = str(self._tell_sign_ins()).lower()
        connections.close_all()
        raise SystemExit(runner.run(runner.commands_of_the_procfile(), environment))

    def _tell_sign_ins(self) -> bool:
        """Tell who can sign in to the demonstration, and whether this is one."""
        told = StringIO()
        call_command("demonstration", sign_ins=True, stdout=told)
        self.stdout.write(told.getvalue())
        return bool(told.getvalue())


def refuse_a_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as reason:
            raise CommandError(f"Port {port} cannot be had ({reason.strerror}); try make run PORT={port + 1}") from None
