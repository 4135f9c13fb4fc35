import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.accounts.management import given
from casework.common.constraints import explained
from casework.common.errors import RuleBroken
from casework.quotas import actions, queries
from casework.quotas.actions import Signatories
from casework.quotas.models import Order
from casework.quotas.planfile import MOST_BYTES, Fault, FileRefused, PlanFile, parse


class Command(BaseCommand):
    help = (
        "Bring a plan to the figures of a published file, whole or not at all, by one signed and countersigned order."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="CSV in UTF-8: programme, unit, year, region, category, places, act, …")
        parser.add_argument("--signed-by", required=True, metavar="USERNAME")
        parser.add_argument("--countersigned-by", required=True, metavar="USERNAME")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, file: str, signed_by: str, countersigned_by: str, **options: Any) -> None:
        try:
            by = Signatories(given.officer(signed_by), given.officer(countersigned_by))
            plan = parse(given.content(file, MOST_BYTES), queries.known())
            order = self._load(plan, by, dry_run=options["dry_run"])
        except FileRefused as refusal:
            self._refuse(refusal.faults, refusal, is_json=options["json"])
        except RuleBroken as refusal:
            self._refuse([Fault(None, str(refusal))], refusal, is_json=options["json"])
        else:
            self._tell(plan, order, is_json=options["json"], dry_run=options["dry_run"])

    def _load(self, plan: PlanFile, by: Signatories, *, dry_run: bool) -> Order | None:
        with explained(), transaction.atomic():
            order = actions.load_plan(plan, by=by, at=timezone.now())
            transaction.set_rollback(dry_run)
        return order

    def _refuse(self, faults: Any, refusal: RuleBroken, *, is_json: bool) -> None:
        if is_json:
            self.stdout.write(_json(ok=False, errors=[vars(fault) for fault in faults]))
        raise CommandError("\n".join(map(str, faults))) from refusal

    def _tell(self, plan: PlanFile, order: Order | None, *, is_json: bool, dry_run: bool) -> None:
        if is_json:
            self.stdout.write(_json(ok=True, **_outcome(plan, order, dry_run=dry_run)))
        elif order is None:
            self.stdout.write(_("No change: these figures were loaded before."))
        else:
            self.stdout.write(_sentence(plan, order, dry_run=dry_run))


def _outcome(plan: PlanFile, order: Order | None, *, dry_run: bool) -> dict[str, Any]:
    return {
        "changed": order is not None,
        "order": None if order is None or dry_run else order.pk,
        "total": plan.total,
        "allocated": plan.allocated,
        "reserve": plan.reserve,
        "lines": len(plan.places),
        "dry_run": dry_run,
    }


def _sentence(plan: PlanFile, order: Order, *, dry_run: bool) -> str:
    facts = {
        "plan": order.plan,
        "cells": len(plan.places),
        "allocated": plan.allocated,
        "total": plan.total,
        "reserve": plan.reserve,
        "day": date_format(order.in_force_from, "j M Y"),
    }
    said = _(
        "%(plan)s: %(allocated)d of %(total)d places in %(cells)d cells, reserve %(reserve)d, in force from %(day)s."
    )
    return (_("Nothing was changed; it would be:") + " " if dry_run else "") + said % facts


def _json(**facts: Any) -> str:
    return json.dumps(facts, ensure_ascii=False)
