from celery import shared_task

from casework.accommodation.sweeps import COUNT, REMIND
from casework.common import sweeps


@shared_task(name=COUNT.name)
def count_nights() -> None:
    sweeps.run(COUNT)


@shared_task(name=REMIND.name)
def remind() -> None:
    sweeps.run(REMIND)
