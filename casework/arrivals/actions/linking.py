"""Travellers linked to persons on record: by their documents at once, else proposed, and confirmed by an officer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.arrivals.actions.pairing import one_at_a_time, pair
from casework.arrivals.actions.proposing import propose
from casework.arrivals.models import LinkDue, TravellerLink
from casework.arrivals.queries.links import BLOCK, here_and_born_with
from casework.arrivals.queries.travellers import papers_of, travellers
from casework.arrivals.states import LinkAnswer
from casework.audit import actions as audit
from casework.common import sweeps
from casework.common.constraints import explained
from casework.common.errors import Conflict, NotPermitted

LINK = "arrivals.link"  # the sweep that makes sojourns anew


@transaction.atomic
def look_at(block: int, *, at: datetime) -> None:
    """Give crossings to the persons of a block to whom their papers belong by now, and propose who else they may be."""
    due = LinkDue.objects.filter(pk__gte=block * BLOCK, pk__lt=(block + 1) * BLOCK)
    seen = list(due.select_for_update(of=("self",)).values_list("pk", "person"))
    persons = {person for _pk, person in seen}
    one_at_a_time()
    pair(travellers(papers_of(persons)))
    propose(travellers(here_and_born_with(persons)), at=at)
    LinkDue.objects.filter(pk__in=[pk for pk, _person in seen]).delete()


def answer_link(link: TravellerLink, answer: LinkAnswer, *, by: Officer, at: datetime) -> TravellerLink:
    """Say whether a traveller is the person on record; Conflict where somebody said so before."""
    with explained():
        return _answer(link, answer, by=by, at=at)


@transaction.atomic
def _answer(link: TravellerLink, answer: LinkAnswer, *, by: Officer, at: datetime) -> TravellerLink:
    found = _locked(link, by)
    if found.answer:
        raise Conflict(_("Another officer answered this already."))
    return _answered(found, answer, by=by, at=at, kind="person.crossings_linked")


@transaction.atomic
def part(link: TravellerLink, *, by: Officer, at: datetime) -> TravellerLink:
    """Say that a confirmed link is wrong; the crossings are nobody's again, or somebody else's by their document."""
    found = _locked(link, by)
    if found.answer != LinkAnswer.SAME:
        raise Conflict(_("This traveller is not linked to the person."))
    return _answered(found, LinkAnswer.DIFFERENT, by=by, at=at, kind="person.crossings_parted")


def _answered(link: TravellerLink, answer: LinkAnswer, *, by: Officer, at: datetime, kind: str) -> TravellerLink:
    before, link.answer, link.answered_by, link.answered_at = link.answer, answer, by, at
    link.save(update_fields=["answer", "answered_by", "answered_at"])
    if LinkAnswer.SAME in (answer, before):
        LinkDue.objects.create(person=link.person)
        sweeps.hint(LINK)
        audit.record(kind, subject=link.person.number, by=by, at=at, after={"travel_document": link.document_number})
    return link


def _locked(link: TravellerLink, by: Officer) -> TravellerLink:
    if not (by.has_perm(Permission.REGISTER) and by.has_perm(Permission.VIEW_CROSSINGS)):
        raise NotPermitted(_("You may not say who a traveller is."))
    found = TravellerLink.objects.select_for_update(of=("self",)).select_related("person")
    return found.get(pk=link.pk)
