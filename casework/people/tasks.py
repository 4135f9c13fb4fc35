from celery import shared_task

from casework.common import sweeps
from casework.people.sweeps import COMPARE, TAKE_OVER


@shared_task(name=TAKE_OVER.name)
def take_over() -> None:
    sweeps.run(TAKE_OVER)


@shared_task(name=COMPARE.name)
def compare() -> None:
    sweeps.run(COMPARE)
