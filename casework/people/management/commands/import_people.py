import gc
import json
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.accounts.management import given
from casework.common.errors import RuleBroken
from casework.common.tablefile import Fault, Unreadable
from casework.common.workdays import local_date
from casework.people.actions import takeover
from casework.people.actions.takeover import Outcome
from casework.people.models import Person
from casework.people.queries.known import known
from casework.people.queries.reasons import reasons
from casework.people.sheets import persons as personfile
from casework.people.sheets.pairs import told

SHOWN = 50  # faults told on a terminal; all of them with --json


class Command(BaseCommand):
    help = "Take over persons of another register from a table; rows with one external_id are one person."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help=f"CSV: {', '.join(personfile.COLUMNS)}")
        parser.add_argument("--by", metavar="USERNAME", help="the officer who imports; their office registers")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, file: str, by: str | None, dry_run: bool, **options: Any) -> None:
        try:
            with without_search_for_cycles():
                facts = _taken_over(file, by, dry_run=dry_run)
        except Unreadable as unreadable:
            self._refuse(unreadable.faults, is_json=options["json"])
        except RuleBroken as refusal:
            self._refuse([Fault(sentence) for sentence in refusal.sentences], is_json=options["json"])
        else:
            self._tell(facts, is_json=options["json"])

    def _refuse(self, faults: Sequence[Fault], *, is_json: bool) -> None:
        if is_json:
            self.stdout.write(_json({"ok": False, "changed": False, "errors": [_fault(fault) for fault in faults]}))
        raise CommandError("\n".join(map(told, faults)))

    def _tell(self, facts: dict[str, Any], *, is_json: bool) -> None:
        if is_json:
            self.stdout.write(_json(facts))
            return
        self.stdout.write(_sentences(facts))
        for fault in facts["errors"][:SHOWN]:
            self.stderr.write(told(Fault(fault["message"], fault["line"], fault["column"])))
        if len(facts["errors"]) > SHOWN:
            self.stderr.write(_("… and %(n)d more; --json tells all.") % {"n": len(facts["errors"]) - SHOWN})


@contextmanager
def without_search_for_cycles() -> Iterator[None]:
    """Among hundreds of thousands of rows there is no cycle, and looking for one takes half the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _taken_over(file: str, username: str | None, *, dry_run: bool) -> dict[str, Any]:
    at = timezone.now()
    with transaction.atomic():
        outcome = _outcome(file, username, at)
        facts = _facts(outcome, dry_run=dry_run)
        transaction.set_rollback(dry_run)
    return facts


def _outcome(file: str, username: str | None, at: datetime) -> Outcome:
    by = given.officer(username) if username else takeover.importer(at=at)
    sheet = personfile.parse(given.content(file, personfile.MOST_BYTES), known(), today=local_date(at))
    return takeover.take_over(sheet, name=Path(file).name[:150], by=by, at=at)


def _facts(outcome: Outcome, *, dry_run: bool) -> dict[str, Any]:
    return {
        "ok": not outcome.faults,
        "changed": outcome.has_changed and not dry_run,
        "read": outcome.read,
        "taken": outcome.taken,
        "already": outcome.already,
        "refused": outcome.refused,
        "persons": outcome.new_persons,
        "proposed": len(outcome.pairs),
        "errors": [_fault(fault) for fault in outcome.faults],
        "proposals": list(_proposals(outcome)),
        "dry_run": dry_run,
    }


def _fault(fault: Fault) -> dict[str, Any]:
    return {"line": fault.line, "column": fault.column, "message": fault.sentence}


def _proposals(outcome: Outcome) -> Any:
    """Each pair with both records, the lines that brought them, and why."""
    ids = {record for pair in outcome.pairs for record in (pair.record, pair.other)}
    numbers = Person.objects.in_bulk(ids)
    for pair in outcome.pairs:
        yield {
            "records": [_record(numbers[pk], outcome) for pk in (pair.other, pair.record)],
            "score": pair.judgement.score,
            "verdict": pair.judgement.verdict,
            "reason": "; ".join(reasons(pair.judgement.signs)),
        }


def _record(person: Person, outcome: Outcome) -> dict[str, Any]:
    return {
        "id": person.number, "external_id": person.external_id, "lines": list(outcome.lines.get(person.pk, ())),
    }  # fmt: skip


def _sentences(facts: dict[str, Any]) -> str:
    said = _(
        "%(read)d rows: %(taken)d taken, %(already)d there already, %(refused)d refused. %(persons)d new persons; "
        "%(proposed)d likely pairs for officers to look at."
    )
    return "\n".join([*([_("Nothing was changed; it would be:")] if facts["dry_run"] else []), said % facts])


def _json(facts: dict[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False)
