from celery import shared_task

from casework.arrivals.sweeps import FORGET, FORGET_TAKEN, IMPORT, LINK, MAKE_MONTHS, PAIR, RECOUNT, WATCH
from casework.common import sweeps


@shared_task(name=MAKE_MONTHS.name)
def make_months() -> None:
    sweeps.run(MAKE_MONTHS)


@shared_task(name=RECOUNT.name)
def recount() -> None:
    sweeps.run(RECOUNT)


@shared_task(name=IMPORT.name)
def bring_in() -> None:
    sweeps.run(IMPORT)


@shared_task(name=WATCH.name)
def watch() -> None:
    sweeps.run(WATCH)


@shared_task(name=PAIR.name)
def pair() -> None:
    sweeps.run(PAIR)


@shared_task(name=LINK.name)
def link() -> None:
    sweeps.run(LINK)


@shared_task(name=FORGET.name)
def forget() -> None:
    sweeps.run(FORGET)


@shared_task(name=FORGET_TAKEN.name)
def forget_taken() -> None:
    sweeps.run(FORGET_TAKEN)
