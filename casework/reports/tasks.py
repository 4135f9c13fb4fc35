from celery import shared_task

from casework.common import sweeps
from casework.reports.sweeps import ISSUE


@shared_task(name=ISSUE.name)
def issue() -> None:
    sweeps.run(ISSUE)
