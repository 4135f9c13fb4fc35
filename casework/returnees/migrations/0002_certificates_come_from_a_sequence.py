from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("returnees", "0001_initial")]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE returnees_certificate_number", "DROP SEQUENCE returnees_certificate_number")
    ]
