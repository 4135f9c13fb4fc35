import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_first_passwords_are_temporary"),
    ]

    operations = [
        migrations.AlterField(
            model_name="role",
            name="permissions",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("cases.view_files", "see files, persons and their documents"),
                        ("cases.register", "take in persons and families, lodge their applications"),
                        ("cases.process", "accept, bring to the commission, hear, withdraw, pause, add documents"),
                        ("cases.propose", "propose a decision"),
                        ("cases.countersign", "countersign a decision"),
                        ("cases.assign", "give a file to another officer"),
                        ("quotas.view", "see quotas, their ledger and their orders"),
                        ("quotas.sign_order", "sign and countersign quota orders"),
                        ("audit.view", "see the trail of every file"),
                        ("reference.change", "change reference data and figures of the law"),
                        ("accounts.manage", "manage officers, offices and roles"),
                        ("accommodation.manage", "manage a centre"),
                        ("labour.process", "process labour permits"),
                        ("sweeps.view", "see the work that the program does by itself"),
                        ("sweeps.run", "have that work tried again"),
                        ("reports.view", "see reports"),
                    ],
                    max_length=40,
                ),
                default=list,
                size=None,
                verbose_name="permissions",
            ),
        ),
    ]
