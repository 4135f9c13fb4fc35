from celery import shared_task

from casework.common import sweeps
from casework.quotas.sweeps import FORETELL, POST_ORDERS, RECALCULATE, SNAPSHOT, WARN


@shared_task(name=POST_ORDERS.name)
def post_orders() -> None:
    sweeps.run(POST_ORDERS)


@shared_task(name=RECALCULATE.name)
def recalculate() -> None:
    sweeps.run(RECALCULATE)


@shared_task(name=SNAPSHOT.name)
def snapshot() -> None:
    sweeps.run(SNAPSHOT)


@shared_task(name=FORETELL.name)
def foretell() -> None:
    sweeps.run(FORETELL)


@shared_task(name=WARN.name)
def warn() -> None:
    sweeps.run(WARN)
