"""Signs of life of processes that nobody talks to."""

from datetime import datetime

from casework.common.models import SignOfLife


def alive(name: str, at: datetime) -> None:
    """Say that the process of this name (worker, beat) was alive at a moment."""
    sign = SignOfLife(name=name, seen_at=at)
    SignOfLife.objects.bulk_create([sign], update_conflicts=True, unique_fields=["name"], update_fields=["seen_at"])
