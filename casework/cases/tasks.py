from celery import shared_task

from casework.cases.sweeps import END_HOLDS, EXPIRE_OFFERS, MOVE_DATES, OFFER_PLACES, RECOUNT
from casework.common import sweeps


@shared_task(name=END_HOLDS.name)
def end_holds() -> None:
    sweeps.run(END_HOLDS)


@shared_task(name=MOVE_DATES.name)
def move_dates() -> None:
    sweeps.run(MOVE_DATES)


@shared_task(name=RECOUNT.name)
def recount() -> None:
    sweeps.run(RECOUNT)


@shared_task(name=EXPIRE_OFFERS.name)
def expire_offers() -> None:
    sweeps.run(EXPIRE_OFFERS)


@shared_task(name=OFFER_PLACES.name)
def offer_places() -> None:
    sweeps.run(OFFER_PLACES)
