"""The Celery application: workers run sweeps, beat wakes them. Requests decide; nothing here does.

Every task is the shell of one sweep and has its name; it takes no argument and is safe to run twice, at once or never:
what is due stands in the database. The reasons of each setting stand beside it in `config/settings.py`.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("kosh")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# How often beat looks, in seconds; hints come sooner. What is due once a day says so itself: no clock change, no
# silence of beat and no second beat makes it twice or never.
EVERY: dict[str, float] = {
    "common.canary": 15,
    "cases.end_holds": 300,
    "cases.move_dates": 300,
    "cases.recount": 300,
    "quotas.post_orders": 60,
    "quotas.recalculate": 10,
    "quotas.snapshot": 300,
    "reports.issue": 60,
    "returnees.expire": 300,
    "returnees.warn_of_expiry": 300,
}
app.conf.beat_schedule = {
    name: {"task": name, "schedule": float(seconds), "options": {"expires": max(2.0 * seconds, 30.0), "retry": False}}
    for name, seconds in EVERY.items()
}
