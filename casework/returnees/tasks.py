from celery import shared_task

from casework.common import sweeps
from casework.returnees.sweeps import EXPIRE, WARN


@shared_task(name=EXPIRE.name)
def expire() -> None:
    sweeps.run(EXPIRE)


@shared_task(name=WARN.name)
def warn_of_expiry() -> None:
    sweeps.run(WARN)
