import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.accounts.management import given
from casework.common.errors import RuleBroken
from casework.common.tablefile import Fault, Unreadable
from casework.common.workdays import local_date
from casework.labour.actions.bank import load_statement
from casework.labour.bankfile import MOST_BYTES, parse
from casework.labour.models import BankFile


class Command(BaseCommand):
    help = "Put the payments of a statement of the bank to the fees of permits; loaded again, it changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="CSV: document, paid_on, tenge, reference, reverses")
        parser.add_argument("--by", required=True, metavar="USERNAME")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, file: str, by: str, **options: Any) -> None:
        try:
            loaded = self._load(file, by)
        except Unreadable as refusal:
            raise CommandError("\n".join(map(_sentence, refusal.faults))) from refusal
        except RuleBroken as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(json.dumps(_facts(loaded)) if options["json"] else _words(loaded))

    def _load(self, file: str, by: str) -> BankFile | None:
        officer, at = given.officer(by), timezone.now()
        rows = parse(given.content(file, MOST_BYTES), today=local_date(at))
        return load_statement(rows, name=Path(file).name[:150], by=officer, at=at)


def _sentence(fault: Fault) -> str:
    return _("Line %(line)d: %(sentence)s") % vars(fault) if fault.line else fault.sentence


def _facts(loaded: BankFile | None) -> dict[str, Any]:
    names = ("lines", "paid", "reversed", "known", "unmatched")
    return {"changed": loaded is not None, **({name: getattr(loaded, name) for name in names} if loaded else {})}


def _words(loaded: BankFile | None) -> str:
    if loaded is None:
        return _("Everything in it was on record already; nothing was changed.")
    counts = _(
        "%(lines)d lines: %(paid)d payments, %(reversed)d reversals, %(known)d known, %(unmatched)d not matched."
    )
    return counts % vars(loaded)
