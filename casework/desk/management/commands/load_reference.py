import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from casework.accommodation.actions.centres import load_centres
from casework.accommodation.actions.services import load_services
from casework.accounts.actions import load_roles
from casework.arrivals.lawdata import load_arrivals
from casework.labour.lawdata import load_labour
from casework.quotas.programmes import load_programmes, load_waiting_rules
from casework.reference.actions import load_reference


class Command(BaseCommand):
    help = "Load reference data, roles and programmes; repeated, it changes nothing. Rows of officers are left alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the counts as a list of objects")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        quotas = load_programmes(at=at), load_waiting_rules(at=at)
        own = load_roles(at=at), *quotas, load_centres(at=at), load_services(at=at)
        told = (*load_reference(at=at), *own, *load_labour(at=at), *load_arrivals(at=at))
        report = [asdict(table) for table in told]
        if options["json"]:
            self.stdout.write(json.dumps(report))
            return
        for table in report:
            self.stdout.write("{table}: {created} created, {changed} changed, {unchanged} unchanged".format(**table))
