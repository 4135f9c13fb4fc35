"""The Celery application of the program, with the sweeps of these runs beside its own."""

import os
from datetime import timedelta
from importlib import import_module

import django

from config.celery import app

django.setup()
import_module("tests.chaos.effects").register()

# A beat that comes as often as that of the projections.
app.conf.beat_schedule["chaos.effects"] = {
    "task": "chaos.effects", "schedule": 10.0, "options": {"expires": 30.0, "retry": False},
}  # fmt: skip

if lease := os.environ.get("KOSH_CHAOS_LEASE"):  # seconds; the suite has not the time of production
    import_module("casework.common.sweeps.engine").LEASE = timedelta(seconds=float(lease))
    app.conf.beat_schedule["quotas.recalculate"]["schedule"] = 1.0
