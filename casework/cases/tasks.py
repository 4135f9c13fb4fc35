from celery import shared_task

from casework.cases.sweeps import END_HOLDS, MOVE_DATES, RECOUNT
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
