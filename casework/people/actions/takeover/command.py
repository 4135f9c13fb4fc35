"""A whole file at once, as a command takes it."""

from datetime import datetime

from django.db import transaction

from casework.accounts import actions as accounts
from casework.accounts.models import Office, Officer
from casework.audit import actions as audit
from casework.people.actions.guards import check_may_register, in_sentences
from casework.people.actions.takeover.outcome import Outcome, Signed
from casework.people.actions.takeover.parts import keep_faults
from casework.people.actions.takeover.taking import take
from casework.people.models import PersonImport
from casework.people.sheets.persons import Sheet

IMPORTER = "import"
"""The account under which a command imports where no officer is named: nobody can sign in by it."""


@in_sentences()
@transaction.atomic
def take_over(sheet: Sheet, *, name: str, by: Officer, at: datetime) -> Outcome:
    """Take over a file, all of it in one transaction; rows at fault are left out and told."""
    if by.username != IMPORTER:
        check_may_register(by)
    outcome = Outcome(sheet.read, list(sheet.faults))
    take(sheet.persons, outcome, Signed(by.office, by, at, sheet.digest))
    outcome.faults.sort(key=lambda fault: fault.line or 0)
    if outcome.has_changed:
        _remember(sheet, outcome, name, by, at)
    return outcome


def _remember(sheet: Sheet, outcome: Outcome, name: str, by: Officer, at: datetime) -> None:
    done = PersonImport.objects.create(
        name=name, digest=sheet.digest, state=PersonImport.State.DONE, office=by.office, sent_by=by, sent_at=at,
        ended_at=at, persons=len(sheet.persons), taken_persons=len(sheet.persons), new_persons=outcome.new_persons,
        read=outcome.read, taken=outcome.taken, already=outcome.already, refused=outcome.refused,
        proposed=len(outcome.pairs),
    )  # fmt: skip
    keep_faults(done, outcome.faults)
    after = {"file": name, "new_persons": outcome.new_persons, "taken": outcome.taken, "refused": outcome.refused}
    audit.record("import.end", subject=done.number, by=by, at=at, after=after)


@transaction.atomic
def importer(*, at: datetime) -> Officer:
    """The account of imports by command, of the national office; made where there is none yet."""
    found = Officer.objects.filter(username=IMPORTER).first()
    if found is not None:
        return found
    office = Office.objects.filter(region=None, is_active=True).order_by("pk").first()
    office = office or accounts.open_office(code="IMPORT", name="National register", region=None, by=None, at=at)
    made = accounts.add_officer(username=IMPORTER, office=office, roles=(), by=None, at=at, post="Import of persons")
    Officer.objects.filter(pk=made.pk).update(is_active=False)
    return made
