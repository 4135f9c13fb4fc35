"""Nights counted once they are over, and counted anew where something was written down late."""

from datetime import date, datetime

from django.db import connection, transaction

from casework.accommodation.models import Centre, NightCount
from casework.accommodation.queries.nights import count_of


@transaction.atomic
def count_night(centre: Centre, night: date, *, at: datetime) -> NightCount | None:
    """Write down what a night came to; nothing where the newest count says so already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"night {centre.pk} {night}"])
    found = count_of(centre, night)
    newest = NightCount.objects.filter(centre=centre, night=night).order_by("-revision").first()
    if newest is not None and found.says(newest):
        return None
    revision = newest.revision + 1 if newest else 1
    return NightCount.objects.create(
        centre=centre, night=night, revision=revision, persons=found.persons, families=found.families,
        taken=found.taken, offered=found.offered, counted_at=at,
    )  # fmt: skip
