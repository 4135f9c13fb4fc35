"""A file sent by page: kept, and taken over part by part by a sweep, each part in a transaction of its own."""

import hashlib
from datetime import datetime
from functools import lru_cache

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.audit import actions as audit
from casework.common.errors import RuleBroken
from casework.common.sweeps import hint
from casework.common.tablefile import Fault, Unreadable
from casework.common.workdays import local_date
from casework.people.actions.guards import check_may_register, in_sentences
from casework.people.actions.takeover.outcome import Outcome, Signed
from casework.people.actions.takeover.taking import take
from casework.people.models import ImportFault, PersonImport
from casework.people.queries.known import known
from casework.people.sheets import persons as personfile
from casework.people.sheets.persons import Sheet

AT_ONCE = 4000  # persons in a part: some seconds of work
SWEEP = "people.take_over"


@transaction.atomic
def send_file(content: bytes, *, name: str, by: Officer, at: datetime) -> PersonImport:
    """Keep a file, and have it taken over; RuleBroken where it is too large or empty."""
    check_may_register(by)
    if not content or len(content) > personfile.MOST_BYTES:
        raise RuleBroken(_("Send a table that is not empty and at most %d MB.") % (personfile.MOST_BYTES >> 20))
    digest = hashlib.sha256(content).hexdigest()
    sent = PersonImport.objects.create(
        file=ContentFile(content, name=f"{digest}.csv"), name=name[:150], digest=digest, office=by.office,
        sent_by=by, sent_at=at,
    )  # fmt: skip
    audit.record("import.send", subject=sent.number, by=by, at=at, after={"file": sent.name})
    hint(SWEEP)
    return sent


@in_sentences()
@transaction.atomic
def go_on(sent: PersonImport, place: int, *, at: datetime) -> None:
    """Take the part that begins with the person at this place, unless somebody did."""
    sent = PersonImport.objects.select_for_update(of=("self",)).select_related("office", "sent_by").get(pk=sent.pk)
    if sent.state != PersonImport.State.WAITING or sent.taken_persons != place:
        return
    try:
        sheet = _sheet(sent.pk, sent.file.name)
    except Unreadable as unreadable:
        _refuse(sent, unreadable, at)
        return
    outcome = Outcome(sheet.read, [] if place else list(sheet.faults))
    part = sheet.persons[place : place + AT_ONCE]
    take(part, outcome, Signed(sent.office, sent.sent_by, at, sent.digest))
    _count(sent, sheet, outcome, place + len(part), at)


@lru_cache(maxsize=1)
def _sheet(pk: int, file: str) -> Sheet:
    """Read once for all its parts by one process."""
    sent = PersonImport.objects.get(pk=pk)
    with sent.file.open("rb") as opened:
        return personfile.parse(opened.read(), known(), today=local_date(sent.sent_at))


def _refuse(sent: PersonImport, unreadable: Unreadable, at: datetime) -> None:
    sent.state, sent.ended_at = PersonImport.State.REFUSED, at
    sent.save(update_fields=["state", "ended_at"])
    keep_faults(sent, unreadable.faults)
    audit.record("import.refuse", subject=sent.number, by=None, at=at)


def _count(sent: PersonImport, sheet: Sheet, outcome: Outcome, place: int, at: datetime) -> None:
    sent.read, sent.persons, sent.taken_persons = sheet.read, len(sheet.persons), place
    sent.taken += outcome.taken
    sent.already += outcome.already
    sent.refused += outcome.refused
    sent.new_persons += outcome.new_persons
    sent.proposed += len(outcome.pairs)
    if place >= len(sheet.persons):
        sent.state, sent.ended_at = PersonImport.State.DONE, at
        after = {"new_persons": sent.new_persons, "taken": sent.taken, "refused": sent.refused}
        audit.record("import.end", subject=sent.number, by=sent.sent_by, at=at, after=after)
        _sheet.cache_clear()
    sent.save()
    keep_faults(sent, outcome.faults)


def keep_faults(sent: PersonImport, faults: list[Fault]) -> None:
    rows = (
        ImportFault(person_import=sent, line=fault.line, column=fault.column[:60], sentence=fault.sentence[:400])
        for fault in faults
    )
    ImportFault.objects.bulk_create(rows, batch_size=2000)
