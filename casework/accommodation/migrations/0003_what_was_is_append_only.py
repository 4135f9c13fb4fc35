from django.db import migrations

from casework.common.appendonly import append_only


class Migration(migrations.Migration):
    """Nights as they were counted, and who was seen, are never changed."""

    dependencies = [("accommodation", "0002_copies_are_kept_true")]
    operations = [
        *append_only("accommodation_nightcount"),
        *append_only("accommodation_sighting"),
    ]
