from celery import shared_task

from casework.common import sweeps
from casework.labour.sweeps import END_UNPAID, EXPIRE


@shared_task(name=END_UNPAID.name)
def end_unpaid() -> None:
    sweeps.run(END_UNPAID)


@shared_task(name=EXPIRE.name)
def expire() -> None:
    sweeps.run(EXPIRE)
