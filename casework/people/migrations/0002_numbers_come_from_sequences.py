from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE people_person_number", "DROP SEQUENCE people_person_number"),
        migrations.RunSQL("CREATE SEQUENCE people_household_number", "DROP SEQUENCE people_household_number"),
    ]
