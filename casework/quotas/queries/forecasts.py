"""What is said aloud of allocations."""

from casework.quotas.models import Alert


def cells_warned() -> int:
    """Allocations of which some warning stands."""
    return Alert.objects.filter(ended_at=None).values("allocation").distinct().count()
