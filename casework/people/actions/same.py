"""Records of one human being: joined by two officers, parted again without loss, never merged.

Lock order: person rows by ascending id, then the link. What decides about a person under the database's
`people_lock_joined` cannot miss a link confirmed at the same moment.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.audit import actions as audit
from casework.common.errors import Conflict, RuleBroken
from casework.people.actions.guards import check_may_register, in_sentences
from casework.people.models import Person, SamePerson


class Follow(Protocol):
    def __call__(self, link: SamePerson, *, by: Officer, at: datetime) -> object: ...


@dataclass(frozen=True)
class Follower:
    """What an upper package does in the same transaction after records were joined, and after they were parted."""

    joined: Follow
    parted: Follow


_FOLLOWERS: list[Follower] = []


def follow_links(follower: Follower) -> None:
    """Called in `AppConfig.ready()`: the only way this package learns of an upper one."""
    _FOLLOWERS.append(follower)


@in_sentences()
@transaction.atomic
def propose_same(record: Person, other: Person, *, reason: str, by: Officer, at: datetime) -> SamePerson:
    """Propose that two records are one human being; nothing follows from it until another officer confirms."""
    check_may_register(by)
    if record.pk == other.pk:
        raise RuleBroken(_("This is one record; choose two."))
    if not reason.strip():
        raise RuleBroken(_("Say why the two records are the same person."))
    first, second = _locked((record.pk, other.pk))
    link = SamePerson.objects.create(record=first, other_record=second, reason=reason, proposed_by=by, proposed_at=at)
    _tell("person.propose_same", link, by=by, at=at, note=reason)
    return link


@in_sentences()
@transaction.atomic
def confirm_same(link: SamePerson, *, by: Officer, at: datetime) -> SamePerson:
    """Join the two records. A second officer does it; the database refuses the one who proposed."""
    check_may_register(by)
    link = _locked_link(link)
    if link.confirmed_at is not None:
        raise Conflict(_("These records are already joined."))
    link.confirmed_by, link.confirmed_at = by, at
    link.save(update_fields=["confirmed_by", "confirmed_at"])
    _tell("person.confirm_same", link, by=by, at=at)
    for follower in _FOLLOWERS:
        follower.joined(link, by=by, at=at)
    return link


@in_sentences()
@transaction.atomic
def undo_same(link: SamePerson, *, reason: str, by: Officer, at: datetime) -> SamePerson:
    """Part the two records again, or turn a proposal down."""
    check_may_register(by)
    if not reason.strip():
        raise RuleBroken(_("Say why the two records are parted."))
    link = _locked_link(link)
    link.undone_by, link.undone_at = by, at
    link.save(update_fields=["undone_by", "undone_at"])
    _tell("person.undo_same", link, by=by, at=at, note=reason)
    for follower in _FOLLOWERS:
        follower.parted(link, by=by, at=at)
    return link


def _locked(ids: Iterable[int]) -> list[Person]:
    return list(Person.objects.select_for_update(of=("self",)).filter(pk__in=list(ids)).order_by("pk"))


def _locked_link(link: SamePerson) -> SamePerson:
    _locked((link.record_id, link.other_record_id))
    link = SamePerson.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if link.undone_at is not None:
        raise Conflict(_("This link was already undone."))
    return link


def _tell(kind: str, link: SamePerson, *, by: Officer, at: datetime, note: str = "") -> None:
    """A line in the trail of either record, naming the other."""
    numbers = (link.record.number, link.other_record.number)
    for subject, other in (numbers, numbers[::-1]):
        audit.record(kind, subject=subject, by=by, at=at, after={"record": other}, note=note)
