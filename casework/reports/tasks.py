from celery import shared_task

from casework.common import sweeps
from casework.reports.sweeps import EXPORTING, ISSUE, MAILING


@shared_task(name=ISSUE.name)
def issue() -> None:
    sweeps.run(ISSUE)


@shared_task(name=MAILING.name)
def mail() -> None:
    sweeps.run(MAILING)


@shared_task(name=EXPORTING.name)
def export() -> None:
    sweeps.run(EXPORTING)
