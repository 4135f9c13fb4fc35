"""Beat, which tells that it lives. It keeps no file: each entry is an interval; what is due stands in the database."""

import logging
import time
from typing import Any

from celery.beat import Scheduler
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from casework.common.signs import alive

EVERY = 15.0  # seconds between two signs of life
logger = logging.getLogger(__name__)


class Beat(Scheduler):
    """Celery's scheduler with a sign of life."""

    next_sign = 0.0

    def tick(self, *args: Any, **kwargs: Any) -> float:
        wait = float(super().tick(*args, **kwargs))
        if time.monotonic() >= self.next_sign:
            self.next_sign = time.monotonic() + EVERY
            self._give_sign()
        return min(wait, EVERY)

    def _give_sign(self) -> None:
        """A database that is away is no reason to stop: the next sign tells."""
        close_old_connections()
        try:
            alive("beat", timezone.now())
        except DatabaseError as fault:
            logger.warning("No sign of life could be given: %s", type(fault).__name__)
