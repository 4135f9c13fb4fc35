import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from casework.accounts.actions import load_roles
from casework.quotas.programmes import load_programmes
from casework.reference.actions import load_reference


class Command(BaseCommand):
    help = "Load reference data, roles and programmes; repeated, it changes nothing. Rows of officers are left alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the counts as a list of objects")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        report = [asdict(table) for table in (*load_reference(at=at), load_roles(at=at), load_programmes(at=at))]
        if options["json"]:
            self.stdout.write(json.dumps(report))
            return
        for table in report:
            self.stdout.write("{table}: {created} created, {changed} changed, {unchanged} unchanged".format(**table))
