"""Names, identity documents and contact details: added as papers show them, ended, never overwritten."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.audit import actions as audit
from casework.common.errors import RuleBroken
from casework.common.workdays import local_date
from casework.people.actions.guards import check_may_register, in_sentences, locked
from casework.people.models import ContactDetail, IdentityDocument, Name, Person, search_keys
from casework.people.rules import ContactFacts, DocumentFacts, NameFacts, document_key


@in_sentences()
@transaction.atomic
def add_name(
    person: Person, facts: NameFacts, *, document: IdentityDocument | None = None, is_main: bool = False,
    by: Officer, at: datetime,
) -> Name:  # fmt: skip
    """Add a name as a document has it; shown first, it takes the place of the name that was."""
    check_may_register(by)
    person = locked(person)
    if document is not None and document.person_id != person.pk:
        raise RuleBroken(_("The document is one of another person."))
    if is_main:
        person.names.filter(is_main=True).update(is_main=False)
    name = write_name(person, facts, document=document, is_main=is_main)
    _tell("person.add_name", person, {**_without_document(facts), "is_main": is_main}, by=by, at=at)
    return name


@in_sentences()
@transaction.atomic
def add_document(person: Person, facts: DocumentFacts, *, by: Officer, at: datetime) -> IdentityDocument:
    """Add an identity document; a document issued in the future is no document yet."""
    check_may_register(by)
    if facts.issued_on is not None and facts.issued_on > local_date(at):
        raise RuleBroken(_("The day of issue has not come yet; enter today or an earlier day."))
    document = write_document(person, facts)
    _tell("person.add_document", person, asdict(facts), by=by, at=at)
    return document


@in_sentences()
@transaction.atomic
def add_contact(person: Person, facts: ContactFacts, *, by: Officer, at: datetime) -> ContactDetail:
    """Add a telephone, e-mail or address; several of a kind may hold at once."""
    check_may_register(by)
    contact = write_contact(person, facts)
    _tell("person.add_contact", person, asdict(facts), by=by, at=at)
    return contact


@in_sentences()
@transaction.atomic
def end_contact(contact: ContactDetail, *, until: date, by: Officer, at: datetime) -> ContactDetail:
    """End a contact detail; `until` is the first day on which it no longer holds."""
    check_may_register(by)
    contact = ContactDetail.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if contact.until is not None:
        raise RuleBroken(_("This contact detail has already ended."))
    contact.until = until
    contact.save(update_fields=["until"])
    ended = {"kind": contact.kind, "value": contact.value, "until": until}
    _tell("person.end_contact", contact.person, ended, by=by, at=at)
    return contact


def compare_again(person: Person) -> None:
    """What a record is compared by has changed; where nobody has compared it yet there is nothing to write."""
    if person.compared_at is not None:
        person.compared_at = None
        person.save(update_fields=["compared_at"])


def write_name(person: Person, facts: NameFacts, *, document: IdentityDocument | None, is_main: bool) -> Name:
    compare_again(person)
    parts = _without_document(facts)
    return Name.objects.create(person=person, document=document, is_main=is_main, **parts, **search_keys(facts))


def write_document(person: Person, facts: DocumentFacts) -> IdentityDocument:
    compare_again(person)
    columns = asdict(facts)
    kind = columns.pop("kind")
    return IdentityDocument.objects.create(
        person=person, kind_id=kind, number_key=document_key(facts.number), **columns
    )


def write_contact(person: Person, facts: ContactFacts) -> ContactDetail:
    return ContactDetail.objects.create(person=person, **asdict(facts))


def _without_document(facts: NameFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in ("script", "surname", "given", "patronymic")}


def _tell(kind: str, person: Person, after: dict[str, Any], *, by: Officer, at: datetime) -> None:
    audit.record(kind, subject=person.number, by=by, at=at, after=after)
