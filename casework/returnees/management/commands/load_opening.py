import json
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.accounts.management import given
from casework.common.constraints import explained
from casework.common.errors import RuleBroken
from casework.common.workdays import local_date
from casework.quotas import queries as quotas
from casework.quotas.actions import Signatories
from casework.quotas.planfile import Fault, FileRefused
from casework.returnees.actions.opening import Outcome, load_opening
from casework.returnees.openingfile import MOST_BYTES, parse

SHOWN = 50  # faults told on a terminal; all of them with --json


class Command(BaseCommand):
    help = "Take over inclusions of the time before this system, and open this year's books with what they used."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", help="CSV: person_external_id, programme, year, region, category, places, included_on, document"
        )
        parser.add_argument("--signed-by", required=True, metavar="USERNAME")
        parser.add_argument("--countersigned-by", required=True, metavar="USERNAME")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, file: str, signed_by: str, countersigned_by: str, **options: Any) -> None:
        try:
            outcome = self._load(file, signed_by, countersigned_by, dry_run=options["dry_run"])
        except FileRefused as refusal:
            self._refuse(refusal.faults, is_json=options["json"])
        except RuleBroken as refusal:
            self._refuse([Fault(None, str(refusal))], is_json=options["json"])
        else:
            self._tell(outcome, is_json=options["json"], dry_run=options["dry_run"])

    def _load(self, file: str, signed_by: str, countersigned_by: str, *, dry_run: bool) -> Outcome:
        by = Signatories(given.officer(signed_by), given.officer(countersigned_by))
        at = timezone.now()
        content = given.content(file, MOST_BYTES)
        opened = parse(content, quotas.known(), name=Path(file).name[:150], today=local_date(at))
        with explained(), transaction.atomic():
            outcome = load_opening(opened, by=by, at=at)
            transaction.set_rollback(dry_run)
        return outcome

    def _refuse(self, faults: Sequence[Fault], *, is_json: bool) -> None:
        if is_json:
            self.stdout.write(_json(ok=False, changed=False, errors=[vars(fault) for fault in faults]))
        raise CommandError(_told(faults))

    def _tell(self, outcome: Outcome, *, is_json: bool, dry_run: bool) -> None:
        if is_json:
            self.stdout.write(_json(**_facts(outcome, dry_run=dry_run)))
        elif not outcome.is_empty:
            self.stdout.write(_sentences(outcome, dry_run=dry_run))
        if outcome.faults and outcome.is_empty:
            raise CommandError(_told(outcome.faults))
        if outcome.faults and not is_json:
            self.stderr.write(_told(outcome.faults))


def _facts(outcome: Outcome, *, dry_run: bool) -> dict[str, Any]:
    return {
        "ok": not outcome.faults,
        "changed": bool(outcome.rows),
        "read": outcome.read,
        "taken": outcome.taken,
        "already": outcome.already,
        "refused": outcome.refused,
        "orders": [_order(programme, outcome, dry_run=dry_run) for programme in outcome.orders],
        "errors": [vars(fault) for fault in outcome.faults],
        "dry_run": dry_run,
    }


def _order(programme: str, outcome: Outcome, *, dry_run: bool) -> dict[str, Any]:
    order = outcome.orders[programme]
    places = sum(row.places for row in outcome.rows if (row.programme, row.year) == (programme, order.plan.year))
    number = None if dry_run else order.pk
    return {"order": number, "programme": programme, "year": order.plan.year, "places": places}


def _sentences(outcome: Outcome, *, dry_run: bool) -> str:
    said = _("%(read)d rows: %(taken)d taken, %(already)d there already, %(refused)d refused.") % {
        "read": outcome.read, "taken": outcome.taken, "already": outcome.already, "refused": outcome.refused,
    }  # fmt: skip
    opened = _("%(programme)s %(year)d: %(places)d places used before, by order.")
    lines = [opened % _order(programme, outcome, dry_run=dry_run) for programme in outcome.orders]
    return "\n".join([*([_("Nothing was changed; it would be:")] if dry_run else []), said, *lines])


def _told(faults: Sequence[Fault]) -> str:
    more = [_("… and %(n)d more; --json tells all.") % {"n": len(faults) - SHOWN}] if len(faults) > SHOWN else []
    return "\n".join([*map(str, faults[:SHOWN]), *more])


def _json(**facts: Any) -> str:
    return json.dumps(facts, ensure_ascii=False)
