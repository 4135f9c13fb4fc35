#!/usr/bin/env python
"""Runs a command of Kosh, on the servers it was given or on our own."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from config.servers import servers_for


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        with servers_for(sys.argv[1:]):
            execute_from_command_line(sys.argv)
    except ImproperlyConfigured as mistake:
        sys.exit(str(mistake))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
