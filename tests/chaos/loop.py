"""`manage.py sweep --loop` with the sweeps of these runs: python -m tests.chaos.loop NAME…."""

import os
import sys
from importlib import import_module

from django.core.management import call_command

if __name__ == "__main__":
    import_module("tests.chaos.hooks")
    if "KOSH_CHAOS_LEASE" in os.environ:
        import_module("casework.common.management.commands.sweep").PAUSE = 0.2
    call_command("sweep", *sys.argv[1:], loop=True)
