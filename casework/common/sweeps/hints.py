"""Waking a sweep after a commit. A hint carries a name and nothing else; lost, it is made up for by beat."""

import time
from functools import partial, update_wrapper

from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from kombu.exceptions import OperationalError

from casework.common.sweeps.registry import registered

CALM = 1.0  # seconds between two hints of one name from this process: one run does all that waits
SILENCE = 5.0  # seconds without a hint after one that failed
EXPIRES = 30.0  # seconds; an older hint says nothing new

_not_before: dict[str, float] = {}


def hint(name: str) -> None:
    """Wake the sweep of this name once the transaction is committed; once for each transaction."""
    if not settings.REDIS_URL:
        return
    wake = partial(_publish, name)
    update_wrapper(wake, _publish)  # Django names a hook that failed, and fails itself where it has no name
    if not any(getattr(waiting[1], "args", None) == wake.args for waiting in connection.run_on_commit):
        transaction.on_commit(wake, robust=True)


def wake_followers(model: type[Model]) -> None:
    """Wake every sweep for which a change of this table makes work."""
    for sweep in registered().values():
        if model._meta.label in sweep.follows:
            hint(sweep.name)


def _publish(name: str) -> None:
    """A broker that is away costs this process one short wait, then none for a while."""
    now = time.monotonic()
    if now < max(_not_before.get(name, 0.0), _not_before.get("", 0.0)):
        return
    _not_before[name] = now + CALM
    try:
        current_app.send_task(name, retry=False, expires=EXPIRES, ignore_result=True)
    except OperationalError:
        _not_before[""] = time.monotonic() + SILENCE


def warm() -> None:
    """Import what the first hint needs, so that no officer waits for it."""
    if settings.REDIS_URL:
        current_app.finalize()
        current_app.amqp.producer_pool  # noqa: B018 building it is the point
