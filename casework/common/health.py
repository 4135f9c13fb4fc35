"""Is everything alive? Asked by monitoring every few seconds, so it opens no session and waits for nobody."""

from typing import Any, TypedDict

import psycopg
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import Redis, RedisError

from casework.common.models import SignOfLife

PATIENCE = 1.0  # seconds given to each server
REDIS_PATIENCE: dict[str, Any] = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "protocol": 2}
SILENCE = 90.0  # seconds after which a worker that gave no sign counts as late
AGES = f"SELECT name, extract(epoch FROM clock_timestamp() - seen_at)::float FROM {SignOfLife._meta.db_table}"  # noqa: S608


class Part(TypedDict):
    """`age`: seconds since the last sign of life; None where there was none."""

    status: str
    age: float | None


@require_safe
@login_not_required
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Tell how each part is; 503 without the database, since then no page works. Redis carries only hints."""
    try:
        parts = {"database": Part(status="ok", age=0.0), **_processes(_ages())}
    except psycopg.Error:
        unknown = Part(status="unknown", age=None)
        parts = {"database": Part(status="down", age=None), "worker": unknown, "beat": unknown}
    parts["redis"] = _redis()
    return JsonResponse(parts, status=200 if parts["database"]["status"] == "ok" else 503)


def _ages() -> dict[str, float]:
    """Ask on a connection of its own: a full pool or a locked table must not look like health, nor hang the answer."""
    with psycopg.connect(**_parameters()) as fresh, fresh.cursor() as cursor:
        return dict(cursor.execute(AGES).fetchall())


def _parameters() -> dict[str, Any]:
    stored = connection.settings_dict
    names = {"NAME": "dbname", "HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
    address = {theirs: stored[ours] for ours, theirs in names.items() if stored[ours]}
    options = {name: value for name, value in stored["OPTIONS"].items() if name != "pool"}
    limits = {"connect_timeout": 2, "options": f"-c statement_timeout={PATIENCE:.0f}s"}
    return {**options, **address, **limits, "application_name": "kosh-health"}


def _processes(ages: dict[str, float]) -> dict[str, Part]:
    return {name: _process(ages.get(name)) for name in ("worker", "beat")}


def _process(age: float | None) -> Part:
    if age is None:
        return Part(status="off", age=None)
    return Part(status="ok" if age <= SILENCE else "late", age=round(age, 1))


def _redis() -> Part:
    if not settings.REDIS_URL:
        return Part(status="off", age=None)
    try:
        Redis.from_url(settings.REDIS_URL, **REDIS_PATIENCE).ping()
    except (RedisError, ValueError):  # ValueError: the address is none
        return Part(status="down", age=None)
    return Part(status="ok", age=0.0)
