"""Foreign workers: found by their passport, or taken in."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.common.errors import RuleBroken
from casework.people.actions import register_person
from casework.people.models import IdentityDocument, Person
from casework.people.rules import DocumentFacts, NameFacts, PersonFacts, document_key


@transaction.atomic
def worker_of(facts: PersonFacts, name: NameFacts, *, by: Officer, at: datetime) -> Person:
    """The person on record with this passport, or a new record; a passport of somebody born otherwise is refused."""
    paper = name.document
    if paper is None:
        raise RuleBroken(_("A foreign worker is known by the passport; give its number."))
    found = _on_record(paper)
    if found is None:
        return register_person(facts, [name], [paper], office=by.office, by=by, at=at)
    if not found.person.birth.may_be(facts.birth.on):
        raise RuleBroken(
            _("This passport is on record for somebody born on another day; compare both with the document.")
        )
    return found.person


def known_worker(paper: DocumentFacts) -> Person:
    """The person on record with this passport; RuleBroken where nobody has it."""
    found = _on_record(paper)
    if found is None:
        raise RuleBroken(_("This passport is not on record yet; give name, date of birth and sex as well."))
    return found.person


def _on_record(paper: DocumentFacts) -> IdentityDocument | None:
    known = IdentityDocument.objects.filter(
        number_key=document_key(paper.number), country=paper.country, kind=paper.kind
    )
    return known.select_related("person").first()
