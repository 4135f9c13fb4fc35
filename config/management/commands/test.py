import os
import signal
import subprocess
import sys
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Run the tests on both cores; every word after it goes to pytest."

    def run_from_argv(self, argv: list[str]) -> None:
        raise SystemExit(run_pytest(argv[2:]))

    def handle(self, *args: Any, **options: Any) -> None:
        raise NotImplementedError("Tests are run from the command line only.")


def run_pytest(words: list[str]) -> int:
    argv = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", *words]
    tests = subprocess.Popen(argv, env=os.environ | {"PYTHONUNBUFFERED": "1"})  # noqa: S603 the words are the caller's
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for pytest, which says how far it came
    return tests.wait()
