from django.db import migrations

from casework.common.appendonly import append_only


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = append_only("reports_issue")
