from django.db import migrations

from casework.common.appendonly import append_only


class Migration(migrations.Migration):
    dependencies = [("quotas", "0002_ledger_moves_counters")]
    operations = append_only("quotas_entry")
