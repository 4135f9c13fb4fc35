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
    "accommodation.count_nights": 300,
    "accommodation.remind": 300,
    "arrivals.link": 60,
    "arrivals.make_months": 3600,
    "arrivals.forget": 3600,
    "arrivals.forget_taken": 3600,
    "arrivals.import": 30,
    "arrivals.pair": 60,
    "arrivals.recount": 900,
    "arrivals.watch": 60,
    "common.canary": 15,
    "cases.end_holds": 300,
    "cases.expire_offers": 60,
    "cases.move_dates": 300,
    "cases.offer_places": 20,
    "cases.recount": 300,
    "labour.end_unpaid": 300,
    "people.compare": 300,
    "people.take_over": 30,
    "labour.expire": 600,
    "quotas.foretell": 60,
    "quotas.post_orders": 60,
    "quotas.recalculate": 10,
    "quotas.snapshot": 300,
    "quotas.warn": 60,
    "reports.export": 30,
    "reports.issue": 60,
    "reports.mail": 60,
    "returnees.expire": 300,
    "returnees.warn_of_expiry": 300,
}
app.conf.beat_schedule = {
    name: {"task": name, "schedule": float(seconds), "options": {"expires": max(2.0 * seconds, 30.0), "retry": False}}
    for name, seconds in EVERY.items()
}
