"""What a plan file is checked against."""

from casework.quotas.models import Programme
from casework.quotas.planfile import Known
from casework.reference.models import Region


def known() -> Known:
    """Programmes with their units, and every region with the days it existed."""
    days = Region.objects.values_list("code", "since", "until")
    return Known(
        units=dict(Programme.objects.values_list("code", "unit")),
        regions={code: (since, until) for code, since, until in days},
    )
