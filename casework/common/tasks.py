from celery import shared_task
from django.utils import timezone

from casework.common.signs import alive


@shared_task(name="common.canary")
def canary() -> None:
    """Sent by beat, run by a worker: its age tells whether work still arrives where it is done."""
    alive("worker", timezone.now())
