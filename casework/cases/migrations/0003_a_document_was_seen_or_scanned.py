from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_numbers_come_from_a_sequence"),
        ("people", "0003_records_of_the_same_person"),
        ("reference", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_original_seen", True), models.Q(("file", ""), _negated=True), _connector="OR"),
                name="document_is_seen_or_scanned",
                violation_error_message="Add a scan, or confirm that you saw the original.",
            ),
        ),
    ]
