"""Likely pairs: found by the program, answered by officers. Nothing is joined here: "same" is a proposal."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.audit import actions as audit
from casework.common.errors import Conflict, RuleBroken
from casework.people.actions.guards import check_may_register, in_sentences
from casework.people.actions.same import propose_same, undo_same
from casework.people.models import LikelyPair, Person, SamePerson
from casework.people.queries.pairs import Likely, likely_pairs, to_compare

Answer = LikelyPair.Answer


def keep_pairs(ids: Collection[int], *, at: datetime) -> list[Likely]:
    """Lay before officers whom these records may be the same as; answers what is new."""
    found = likely_pairs(ids)
    rows = (
        LikelyPair(
            record_id=likely.record, other_record_id=likely.other, score=likely.judgement.score,
            verdict=likely.judgement.verdict, signs=list(likely.judgement.signs), found_at=at,
        )
        for likely in found
    )  # fmt: skip
    LikelyPair.objects.bulk_create(rows, batch_size=2000, ignore_conflicts=True)
    return found


@transaction.atomic
def compare(batch: int, *, at: datetime) -> None:
    """Compare the records of a batch that nobody has compared yet with all the others."""
    waiting = Person.objects.filter(pk__in=to_compare(batch)).order_by("pk")
    ids = list(waiting.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
    keep_pairs(ids, at=at)
    Person.objects.filter(pk__in=ids).update(compared_at=at)


@in_sentences()
@transaction.atomic
def answer_pair(pair: LikelyPair, answer: str, *, reason: str, by: Officer, at: datetime) -> LikelyPair:
    """Say of a pair that it is one person, which proposes a link, or two, or that it is looked at later."""
    check_may_register(by)
    pair = _locked(pair)
    if pair.answer in (Answer.SAME, Answer.DIFFERENT):
        raise Conflict(_("Another officer answered this pair already."))
    if answer == Answer.SAME:
        propose_same(pair.record, pair.other_record, reason=reason, by=by, at=at)
    if answer == Answer.DIFFERENT:
        _tell("person.not_same", pair, by=by, at=at, note=reason)
    return _answered(pair, answer, by, at)


@in_sentences()
@transaction.atomic
def take_back(pair: LikelyPair, *, by: Officer, at: datetime) -> LikelyPair:
    """Take an answer back; a proposal that nobody confirmed yet is turned down with it."""
    check_may_register(by)
    pair = _locked(pair)
    if not pair.answer:
        raise Conflict(_("This pair has no answer to take back."))
    if pair.answer == Answer.SAME:
        _turn_down(pair, by=by, at=at)
    elif pair.answer == Answer.DIFFERENT:
        _tell("person.answer_back", pair, by=by, at=at)
    return _answered(pair, "", None, None)


def _turn_down(pair: LikelyPair, *, by: Officer, at: datetime) -> None:
    links = SamePerson.objects.filter(record=pair.record_id, other_record=pair.other_record_id, undone_at=None)
    link = links.first()
    if link is None:
        return
    if link.confirmed_at is not None:
        raise RuleBroken(_("A second officer has joined these records; part them on the page of the person."))
    undo_same(link, reason=_("The answer was taken back."), by=by, at=at)


def _answered(pair: LikelyPair, answer: str, by: Officer | None, at: datetime | None) -> LikelyPair:
    pair.answer, pair.answered_by, pair.answered_at = answer, by, at
    pair.save(update_fields=["answer", "answered_by", "answered_at"])
    return pair


def _locked(pair: LikelyPair) -> LikelyPair:
    """The persons first, as every action about two records does."""
    list(
        Person.objects.select_for_update(of=("self",))
        .filter(pk__in=(pair.record_id, pair.other_record_id)).order_by("pk")
    )  # fmt: skip
    return LikelyPair.objects.select_for_update(of=("self",)).get(pk=pair.pk)


def _tell(kind: str, pair: LikelyPair, *, by: Officer, at: datetime, note: str = "") -> None:
    numbers = (pair.record.number, pair.other_record.number)
    for subject, other in (numbers, numbers[::-1]):
        audit.record(kind, subject=subject, by=by, at=at, after={"record": other}, note=note)
